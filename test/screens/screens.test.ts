import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LOOKS, pictureOf, readme, SCENES } from './scenes.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'docs', 'screens');
const pictures = SCENES.flatMap((scene) => scene.looks.map((look) => pictureOf(scene, look)));
const MEGABYTE = 1024 * 1024;

it('every scene has its pictures, in English and in Korean, and there is none besides', () => {
  for (const { looks } of SCENES) expect(looks).toEqual(expect.arrayContaining([...LOOKS]));
  expect(readdirSync(folder).toSorted()).toEqual([...pictures, 'README.md'].toSorted());
});

it('they are WebP of 1440 × 900, and small together', () => {
  for (const name of pictures) {
    const bytes = readFileSync(join(folder, name));
    // An extended WebP: width and height, each less one, in three bytes.
    expect([name, bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16)]).toEqual([name, 'RIFF', 'WEBPVP8X']);
    expect([name, bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1]).toEqual([name, 1440, 900]);
  }
  const sizes = pictures.map((name) => statSync(join(folder, name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5 * MEGABYTE);
});

it('the page of the folder names each, and the project’s first page shows four with what is in them', () => {
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(readme());
  const shown = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/!\[([^\]]*)\]\(docs\/screens\/([^)]+)\)/g)];
  expect(shown.map(([, , name]) => name)).toHaveLength(4);
  for (const [, alternative = '', name = ''] of shown) {
    expect(pictures).toContain(name);
    expect(alternative.length).toBeGreaterThan(30);
  }
});
