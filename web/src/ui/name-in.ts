import type { Language } from '../../../shared/domain/ticket/ticket.ts';

/** The name in the first of these languages that has one, else in any. */
export const nameIn = (
  names: Readonly<Partial<Record<Language, string>>>,
  ...languages: readonly string[]
): string | undefined =>
  languages.map((language) => names[language as Language]).find((name) => name !== undefined) ??
  Object.values(names)[0];
