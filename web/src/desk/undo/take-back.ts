import { batchTickets } from '../../../../shared/contracts/http/ticket-batch.ts';
import { takeBackAnswer } from '../../../../shared/contracts/http/tickets.ts';
import type { Call } from '../api/call-operation.ts';
import { ProblemError } from '../api/problem-error.ts';
import type { TicketView } from '../api/ticket-queries.ts';
import type { UndoOffer } from './undo-offer.ts';

export type Undoable = Pick<UndoOffer, 'serviceId' | 'command' | 'answers'>;
/** Of one answer its ticket, of several the numbers of those that could not be taken back. */
export type Undone = { readonly ticket: TicketView } | { readonly refused: readonly number[] };

/**
 * Takes answers back: one alone, or several together. Throws when it is not known of each what became of it; it can be
 * repeated, and then does what is left.
 */
export const takeBack = async (
  call: Call,
  { serviceId, answers }: Pick<Undoable, 'serviceId' | 'answers'>,
): Promise<Undone> => {
  const [first, ...others] = answers;
  if (first === undefined) return { refused: [] };
  const { number, entryId } = first;
  if (others.length === 0)
    return { ticket: await call(takeBackAnswer, { params: { serviceId, number }, body: { entryId } }) };
  const { results } = await call(batchTickets, {
    params: { serviceId },
    body: {
      numbers: answers.map((answer) => answer.number),
      command: { kind: 'undo', entryIds: answers.map((answer) => answer.entryId) },
    },
    // An answer is part of one batch only: each attempt to take the batch back has the same key, and no other has it.
    idempotencyKey: `undo-${entryId}`,
  });
  const refused = results.flatMap((result) => (result.ok ? [] : [result]));
  const fault = refused.find(({ problem }) => problem.status >= 500)?.problem;
  if (fault !== undefined) throw new ProblemError({ type: 'about:blank', ...fault }, fault.status);
  return { refused: refused.map((result) => result.number) };
};
