import * as z from 'zod';
import { NotSentError, ProblemError, problemText } from '../api/problem-error.ts';

/** Why a text was not sent. The draft keeps codes and names, not sentences, so that any language can show it. */
export const troubleSchema = z.object({
  /**
   * The API's code; `unknown_outcome` when it is not known whether the text was sent, `not_sent` when the API
   * could not be reached before it was.
   */
  code: z.string(),
  at: z.string(),
  /** The API's own words; shown for a code that the console has no text for. */
  title: z.string(),
  assigneeId: z.string().optional(),
  assigneeName: z.string().optional(),
  status: z.string().optional(),
  /** The agent who changed the ticket last meanwhile. */
  byId: z.string().optional(),
  /** The restricted words that the text contains. */
  words: z.array(z.string()).optional(),
  /** The upload that is not there, or not whole. */
  uploadId: z.string().optional(),
});
export type Trouble = z.infer<typeof troubleSchema>;

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

const change = z.object({ after: z.string().optional() });
const changedMeanwhile = z.array(
  z.object({
    version: z.number(),
    actor: z.object({ kind: z.string(), id: z.string().optional() }),
    changes: z.object({ assignee: change.optional(), status: change.optional() }),
  }),
);
/** Of what others changed meanwhile: who has the ticket since, its status since, and which agent was the last. */
const takenBy = (meanwhile: unknown): Pick<Trouble, 'assigneeId' | 'status' | 'byId'> => {
  const newest = (changedMeanwhile.safeParse(meanwhile).data ?? []).sort((one, other) => other.version - one.version);
  const last = (field: 'assignee' | 'status'): string | undefined =>
    newest.find(({ changes }) => changes[field] !== undefined)?.changes[field]?.after;
  const [assigneeId, status] = [last('assignee'), last('status')];
  const byId = newest.find(({ actor }) => actor.kind === 'agent')?.actor.id;
  return {
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(status === undefined ? {} : { status }),
    ...(byId === undefined ? {} : { byId }),
  };
};

/** Whether the API surely did nothing. After any other error the same decision is sent again, with the same key. */
export const isClearRefusal = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && error.status < 500;

/** The part of an error that the draft keeps; `at` is the present time. */
export const troubleOf = (error: unknown, at: string): Trouble => {
  if (error instanceof NotSentError) return { code: 'not_sent', at, title: '' };
  if (!isClearRefusal(error)) return { code: 'unknown_outcome', at, title: '' };
  const { code, problem } = error;
  const [assigneeId, assigneeName, status, uploadId, words] = [
    problemText(problem, 'assigneeId'),
    problemText(problem, 'assigneeName'),
    problemText(problem, 'ticketStatus'),
    problemText(problem, 'uploadId'),
    wordsOf(problem.matches),
  ];
  return {
    code,
    at,
    title: problem.title,
    ...takenBy(problem.meanwhile),
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(assigneeName === undefined ? {} : { assigneeName }),
    ...(status === undefined ? {} : { status }),
    ...(uploadId === undefined ? {} : { uploadId }),
    ...(words.length === 0 ? {} : { words: [...words] }),
  };
};
