import { FIELD_NAME_LENGTH } from '../../../../shared/domain/desk/field.ts';
import type { Language } from '../../../../shared/domain/ticket/ticket.ts';
import type { OptionDraft } from './field-form-values.ts';

const OPTION_CODE = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** A key that none of them has. */
const freshKey = (present: readonly OptionDraft[]): string => {
  let number = present.length + 1;
  while (present.some(({ key }) => key === `:${number}`)) number += 1;
  return `:${number}`;
};

/** A code made of a name, such as `out-of-stock`; of one without Latin letters and digits, as of Korean, a number. */
const codeFor = (name: string, taken: ReadonlySet<string>): string => {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 36)
    .replace(/-+$/, '');
  const isWhole = words !== '' && /^[\p{Script=Latin}\p{N}\p{P}\p{Z}\p{M}]+$/u.test(name);
  const base = isWhole ? words : 'option';
  for (let number = 1; ; number += 1) {
    const code = isWhole && number === 1 ? base : `${base}-${number}`;
    if (!taken.has(code)) return code;
  }
};

/**
 * Options from lines of text: one a line, or as cells of a table with tabs between them come: a code, then the name in
 * each language; without a code one is made of the name. Lines whose code is taken are left out.
 */
export const optionsOfLines = (
  text: string,
  languages: readonly Language[],
  present: readonly OptionDraft[],
): readonly OptionDraft[] => {
  const taken = new Set(present.map(({ code }) => code));
  const made: OptionDraft[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    const cells = line.split('\t').map((cell) => cell.trim());
    if (cells.every((cell) => cell === '')) continue;
    const [first = '', ...others] = cells;
    const hasCode = others.some((cell) => cell !== '') && OPTION_CODE.test(first);
    const names = hasCode ? others : cells;
    const code = hasCode ? first : codeFor(names.find((name) => name !== '') ?? '', taken);
    if (taken.has(code)) continue;
    taken.add(code);
    made.push({
      key: freshKey([...present, ...made]),
      code,
      names: Object.fromEntries(
        languages.flatMap((language, index) => {
          const name = (names[index] ?? '').slice(0, FIELD_NAME_LENGTH);
          return name === '' ? [] : [[language, name]];
        }),
      ),
      active: true,
    });
  }
  return made;
};

/** An option to be filled in. */
export const emptyOption = (present: readonly OptionDraft[]): OptionDraft => ({
  key: freshKey(present),
  code: '',
  names: {},
  active: true,
});
