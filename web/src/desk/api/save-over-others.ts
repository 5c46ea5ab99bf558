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

/**
 * Saves an edit of a ticket. When somebody else has changed the ticket meanwhile, it is read again with its log, and
 * `next` says what is to be saved over the new version: null when the agent has to look at something first, or when
 * nothing is left to save.
 */
export const saveOverOthers = async <E extends TicketEdit>(
  { call, cache }: { readonly call: Call; readonly cache: QueryClient },
  place: Pick<TicketView, 'serviceId' | 'number'>,
  first: E,
  next: () => E | null,
): Promise<{ readonly ticket: TicketView; readonly edit: E } | null> => {
  const { serviceId, number } = place;
  let edit: E | null = first;
  for (let tries = 1; edit !== null; tries += 1) {
    const { body, version, key }: E = edit;
    try {
      const params = { serviceId, number };
      const ticket = await call(editTicket, { params, body, ifMatch: version, idempotencyKey: key });
      return { ticket, edit };
    } catch (cause) {
      if (!(cause instanceof ProblemError) || cause.code !== 'version_conflict' || tries === MOST_TRIES) throw cause;
      await Promise.all(
        [queryKeys.ticket(serviceId, number), queryKeys.events(serviceId, number)].map((queryKey) =>
          cache.refetchQueries({ queryKey, exact: true }),
        ),
      );
      edit = next();
    }
  }
  return null;
};
