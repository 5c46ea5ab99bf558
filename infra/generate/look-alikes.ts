import { createRequire } from 'node:module';
import type { GeneratedFile } from './event-documents.ts';

/** Unicode's confusables.txt, as the package keeps it: each character with the one that it looks like. */
const CONFUSABLES = createRequire(import.meta.url)('unhomoglyph/data.json') as Readonly<Record<string, string>>;

/** Scripts whose letters are everyday text here, or that look like a Latin letter only by themselves. */
const EVERYDAY =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Arabic}\p{Script=Hebrew}\p{Nd}\p{M}]/u;

/**
 * Characters that look like a Latin letter and aren't one in any form that NFKC knows: their own file, so that the
 * domain needs no package.
 */
export const lookAlikeFiles = (): readonly GeneratedFile[] => {
  const rows = Object.entries(CONFUSABLES).flatMap(([char, alike]) => {
    const letter = alike.toLowerCase();
    return [...char].length === 1 &&
      !/[\x00-\x7f]/.test(char) &&
      !EVERYDAY.test(char) &&
      /^[a-z]$/.test(letter) &&
      !/^[a-z]$/i.test(char.normalize('NFKC'))
      ? [[letter, char] as const]
      : [];
  });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const lines = letters.map((letter) => {
    const codes = rows
      .filter(([of]) => of === letter)
      .map(([, char]) => char.codePointAt(0)!.toString(16))
      .toSorted((a, b) => Number.parseInt(a, 16) - Number.parseInt(b, 16));
    return `  ${letter}: '${codes.join(' ')}',`;
  });
  return [
    {
      path: 'shared/domain/restricted/look-alikes.ts',
      content: `// Written by \`npm run generate\` from Unicode's confusables (the package unhomoglyph).\n\n/** Code points (hexadecimal) of characters that look like each Latin letter, and are none. */\nexport const LOOK_ALIKES = {\n${lines.join('\n')}\n} as const;\n`,
    },
  ];
};
