import * as z from 'zod';
import { WORD_LENGTH, WORDS_LIMIT } from '../../domain/restricted/word-limits.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { line, orNull } from './plain-values.ts';

export const restrictedWordsDto = once(() =>
  z
    .object({
      /** 0 when there is no list yet. */
      version: z.int(),
      words: z.array(z.string()),
      editedBy: orNull(z.string()),
      editedAt: orNull(z.string()),
    })
    .meta({ id: 'RestrictedWords' }),
);

/**
 * A restricted word in an answer. Offsets count UTF-16 units of the subject, or of the text content of the answer's
 * sanitized HTML.
 */
export const restrictedMatchDto = once(() =>
  z
    .object({
      where: z.enum(['subject', 'text']),
      start: z.int(),
      end: z.int(),
      /** The word as it is in the service's list. */
      word: z.string(),
      /** The word as it is in the answer. */
      written: z.string(),
    })
    .meta({ id: 'RestrictedMatch' }),
);

export const getRestrictedWords = defineOperation({
  operationId: 'getRestrictedWords',
  summary: 'What the service’s answers to customers must not say',
  method: 'GET',
  path: '/services/{serviceId}/restricted-words',
  group: 'ticket-queries',
  permission: 'read_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: restrictedWordsDto },
  headers: { ...noHeaders, etag: true },
  problems: serviceProblems,
});

export const setRestrictedWords = defineOperation({
  operationId: 'setRestrictedWords',
  summary: 'Replace the list of restricted words; of words that no text could tell apart the first is kept',
  method: 'PUT',
  path: '/services/{serviceId}/restricted-words',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () => z.strictObject({ words: z.array(line(WORD_LENGTH)).max(WORDS_LIMIT) }),
  response: { status: 200, schema: restrictedWordsDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...serviceProblems, 'version_conflict', 'too_large', 'conflict_try_again'],
});

export const restrictedWordsOperations = {
  getRestrictedWords,
  setRestrictedWords,
} as const;
