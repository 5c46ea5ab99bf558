import type { QueryClient } from '@tanstack/react-query';
import { editTicket } from '../../../../shared/contracts/http/tickets.ts';
import type { Call, InputOf } from './call-operation.ts';
import { ProblemError } from './problem-error.ts';
import { queryKeys } from './query-keys.ts';
import type { TicketView } from './ticket-queries.ts';

/** A change of a ticket's values, to be saved over one version of it. */
export type TicketEdit = {
  readonly body: InputOf<typeof editTicket>['body'];
  readonly version: number;
  /** Idempotency key: a try that is repeated saves once. */
  readonly key: string;
};

/** After so many versions of others in a row, the agent is told instead. */
const MOST_TRIES = 4;

/** What `saveOver` needs: `save` sends an edit with the version it is over, `readAgain` reads what others changed. */
type Saving<E, T> = {
  readonly save: (edit: E) => Promise<T>;
  readonly readAgain: () => Promise<unknown>;
  readonly next: () => E | null;
};

/**
 * Saves an edit. When somebody else has made a new version meanwhile, that is read, and `next` says what is to be saved
 * over it: null when the agent has to look at something first, or when nothing is left to save.
 */
export const saveOver = async <E, T>(
  first: E,
  { save, readAgain, next }: Saving<E, T>,
): Promise<{ readonly saved: T; readonly edit: E } | null> => {
  let edit: E | null = first;
  for (let tries = 1; edit !== null; tries += 1) {
    try {
      return { saved: await save(edit), edit };
    } catch (cause) {
      if (!(cause instanceof ProblemError) || cause.code !== 'version_conflict' || tries === MOST_TRIES) throw cause;
      await readAgain();
      edit = next();
    }
  }
  return null;
};

/** Saves an edit of a ticket, as `saveOver` does; the ticket is read again with its log. */
export const saveOverOthers = async <E extends TicketEdit>(
  { call, cache }: { readonly call: Call; readonly cache: QueryClient },
  { serviceId, number }: Pick<TicketView, 'serviceId' | 'number'>,
  first: E,
  next: () => E | null,
): Promise<{ readonly ticket: TicketView; readonly edit: E } | null> => {
  const done = await saveOver(first, {
    save: ({ body, version, key }) =>
      call(editTicket, { params: { serviceId, number }, body, ifMatch: version, idempotencyKey: key }),
    readAgain: () =>
      Promise.all(
        [queryKeys.ticket(serviceId, number), queryKeys.events(serviceId, number)].map((queryKey) =>
          cache.refetchQueries({ queryKey, exact: true }),
        ),
      ),
    next,
  });
  return done && { ticket: done.saved, edit: done.edit };
};
