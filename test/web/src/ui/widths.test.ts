import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WIDTHS } from '../../../../web/src/ui/widths.ts';

const SOURCE = 'web/src';
const filesOf = (...endings: readonly string[]) =>
  readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => ({ name, text: readFileSync(join(SOURCE, name), 'utf8') }));

it('style sheets name a width, and none says one by itself', () => {
  const asked = filesOf('.css').flatMap(({ name, text }) =>
    [...text.matchAll(/@media([^{]*)\{/g)].map(([, query]) => ({ name, query: query!.trim() })),
  );
  expect(asked.filter(({ query }) => /width|height/.test(query))).toEqual([]);
  const names = asked.flatMap(({ query }) => [...query.matchAll(/\(--([a-z-]+)\)/g)].map(([, width]) => width!));
  expect([...new Set(names)].sort()).toEqual(Object.keys(WIDTHS).sort());
});

it('nor does a component', () => {
  const asking = filesOf('.ts', '.tsx').filter(
    ({ name, text }) => name !== 'ui/use-width.ts' && /useMediaQuery|matchMedia\(|window\.innerWidth/.test(text),
  );
  expect(asking.map(({ name }) => name)).toEqual([]);
});
