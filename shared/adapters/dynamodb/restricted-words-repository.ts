import * as z from 'zod';
import type { RestrictedWordsRepository } from '../../application/ports/desk-settings.ts';
import { noRestrictedWords, type RestrictedWords } from '../../domain/restricted/restricted-words.ts';
import { deskFactRows } from './fact-rows.ts';
import { restrictedWordsKey } from './keys.ts';
import { rows } from './rows.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

export const restrictedWordsRows = rows<RestrictedWords, Pick<RestrictedWords, 'serviceId'>>({
  entity: 'restricted_words',
  key: ({ serviceId }) => restrictedWordsKey(serviceId),
  schema: () =>
    z.object({
      serviceId: z.string(),
      version: z.int().positive(),
      words: z.array(z.string()),
      editedBy: z.string().exactOptional(),
      editedAt: z.string().exactOptional(),
    }),
});

/** A service's list as one row beside it, each change with its fact. */
export const dynamoRestrictedWords = ({ client, deskTable, backoff }: DeskDeps): RestrictedWordsRepository => {
  const desk = { client, TableName: deskTable };
  return {
    find: async (serviceId) => (await restrictedWordsRows.get(desk, { serviceId })) ?? noRestrictedWords(serviceId),
    save: (words, before, fact) =>
      writeAll(client, backoff, [restrictedWordsRows.putIfVersion(desk, before, words), deskFactRows.put(desk, fact)]),
  };
};
