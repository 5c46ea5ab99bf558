import * as z from 'zod';
import { ProblemError } from '../api/problem-error.ts';

/** Why a text was not sent, as it is kept with the draft: codes and names, so that it can be told in any language. */
export const troubleSchema = z.object({
  /** The API's code; `unknown_outcome` when nothing came back that says what happened. */
  code: z.string(),
  at: z.string(),
  /** The API's own words, for a code that the console has none for. */
  title: z.string(),
  assigneeId: z.string().optional(),
  assigneeName: z.string().optional(),
  status: z.string().optional(),
  /** What of the text the service's answers must not say. */
  words: z.array(z.string()).optional(),
});
export type Trouble = z.infer<typeof troubleSchema>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const wordsOf = (matches: unknown): readonly string[] =>
  Array.isArray(matches)
    ? [
        ...new Set(
          matches.flatMap((match: unknown) =>
            typeof match === 'object' && match !== null && 'word' in match && typeof match.word === 'string'
              ? [match.word]
              : [],
          ),
        ),
      ]
    : [];

/** Whether nothing of the decision was done: after anything else the same one, with its key, is sent again. */
export const isClearRefusal = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && error.status < 500;

/** What is kept of an error. */
export const troubleOf = (error: unknown, at: string): Trouble => {
  if (!isClearRefusal(error)) return { code: 'unknown_outcome', at, title: '' };
  const { code, problem } = error;
  const [assigneeId, assigneeName, status, words] = [
    text(problem.assigneeId),
    text(problem.assigneeName),
    text(problem.ticketStatus),
    wordsOf(problem.matches),
  ];
  return {
    code,
    at,
    title: problem.title,
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(assigneeName === undefined ? {} : { assigneeName }),
    ...(status === undefined ? {} : { status }),
    ...(words.length === 0 ? {} : { words: [...words] }),
  };
};
