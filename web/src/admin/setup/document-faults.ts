import { useTranslation } from 'react-i18next';
import { SETUP_SECTIONS, type SetupSection } from '../../../../shared/domain/desk-setup/setup-document.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import { memberWord } from './member-names.ts';

/** A fault of a document: where it is, in words, and what it is. */
export type DocumentFault = { readonly pointer: string; readonly where: string; readonly what: string };

/** Sentences by which documents are refused. What stands in them comes back as `limit`. */
const SENTENCES: readonly (readonly [RegExp, AdminWordKey])[] = [
  [/^The document names it twice$/, 'setup.fault.twice'],
  [/^There is no such processing category$/, 'setup.fault.noProcessingType'],
  [/^There is no such inquiry type$/, 'setup.fault.noInquiryType'],
  [/^There is no such category in this tree$/, 'setup.fault.noParent'],
  [/^It would be below itself$/, 'setup.fault.belowItself'],
  [/^The tree would be deeper than (\d+)$/, 'setup.fault.tooDeep'],
  [/^A tree has at most (\d+) categories/, 'setup.fault.tooManyCategories'],
  [/^A service has at most (\d+) fields$/, 'setup.fault.tooManyFields'],
  [/^A service shares at most (\d+) templates$/, 'setup.fault.tooManyTemplates'],
  [/^A service has at most (\d+) restricted words$/, 'setup.fault.tooManyWords'],
  [/^A service has at most (\d+) triggers$/, 'setup.fault.tooManyTriggers'],
  [/^A field of this code was deleted: its code is never used again$/, 'setup.fault.codeUsed'],
  [/^The service has it for \w+s, which never changes$/, 'setup.fault.scope'],
  [/^The service has it (?:not )?encrypted, which never changes$/, 'setup.fault.encrypted'],
  [/^It has neither a letter nor a digit to be found by$/, 'setup.fault.word'],
  [/^There is no variable (\S+)/, 'setup.fault.variable'],
  [/^#\{content\} must stand in the text once/, 'setup.fault.content'],
  [/^At most (\d+) bytes$/, 'setup.fault.bytes'],
  [/^A search code is of letters/, 'setup.fault.searchCode'],
  [/^Nothing is left to read once the text is made safe$/, 'setup.fault.noText'],
  [/^Must hold something that can be read$/, 'fault.required'],
  [/^Unrecognized keys?: (.+)$/, 'setup.fault.unknownMember'],
  [/^Invalid input: expected 1$/, 'setup.fault.version'],
];

const isSection = (text: string | undefined): text is SetupSection =>
  (SETUP_SECTIONS as readonly (string | undefined)[]).includes(text);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/** What a part of the document calls itself. */
const ownName = (part: unknown): string | undefined =>
  ['searchCode', 'code', 'id', 'kind']
    .map((name) => memberOf(part, name))
    .find((name): name is string => typeof name === 'string');

/** What a refusal says is wrong in a document, place by place; empty when it was refused for something else. */
export const useDocumentFaults = (): ((error: Error | null, document: object) => readonly DocumentFault[]) => {
  const { t } = useTranslation('admin');
  const whereOf = (pointer: string, document: object): string => {
    const [first, second, ...rest] = pointer
      .replace(/^#\//, '')
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (first !== 'document' || second === undefined) return t('setup.document');
    if (!isSection(second)) return second;
    const [index, ...members] = rest;
    if (index === undefined || !/^\d+$/.test(index)) return t(`setup.section.${second}`);
    const part = (memberOf(document, second) as readonly unknown[] | undefined)?.[Number(index)];
    const name = second === 'restrictedWords' ? part : ownName(part);
    const one = t('setup.place', {
      section: t(`setup.section.${second}`),
      number: Number(index) + 1,
      name: typeof name === 'string' && name !== '' ? ` (${name})` : '',
    });
    if (members.length === 0) return one;
    const steps = members.map((step) => {
      const words = memberWord(second, step);
      if (words !== undefined) return t(words);
      return /^\d+$/.test(step) ? String(Number(step) + 1) : step;
    });
    return `${one} · ${steps.join(' ')}`;
  };
  const whatOf = (detail: string): string => {
    for (const [pattern, words] of SENTENCES) {
      const found = pattern.exec(detail);
      if (found !== null) return t(words, { limit: found[1] });
    }
    return detail;
  };
  return (error, document) => {
    if (!(error instanceof ProblemError)) return [];
    const { errors } = error.problem as { readonly errors?: unknown };
    if (!Array.isArray(errors)) return [];
    return errors.flatMap((each: unknown) => {
      const [pointer, detail] = [memberOf(each, 'pointer'), memberOf(each, 'detail')];
      return typeof pointer === 'string' && typeof detail === 'string'
        ? [{ pointer, where: whereOf(pointer, document), what: whatOf(detail) }]
        : [];
    });
  };
};
