import type * as z from 'zod';
import type { restrictedWordsDto } from '../contracts/http/restricted-words.ts';
import type { RestrictedWords } from '../domain/restricted/restricted-words.ts';

/** A list of restricted words as the API shows it. */
export const toRestrictedWordsDto = ({
  version,
  words,
  editedBy,
  editedAt,
}: RestrictedWords): z.input<typeof restrictedWordsDto> => ({
  version,
  words: [...words],
  editedBy: editedBy ?? null,
  editedAt: editedAt ?? null,
});
