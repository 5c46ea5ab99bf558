import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import {
  completeTicket,
  forwardTicket,
  resolveInternally,
  unassignTicket,
  withdrawTransfer,
} from '../../../shared/contracts/http/tickets.ts';
import type { Call, InputOf } from '../desk/api/call-operation.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { settleTicket } from '../desk/api/settle-ticket.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import type { HeaderCommand } from './command-obstacles.ts';

type ForwardBody = InputOf<typeof forwardTicket>['body'];
type InternalBody = InputOf<typeof resolveInternally>['body'];

/** A command of the header, as it is given. */
export type HeaderOrder =
  | { readonly command: 'forward'; readonly body: ForwardBody }
  | { readonly command: 'resolve_internally'; readonly body: InternalBody }
  | { readonly command: Exclude<HeaderCommand, 'forward' | 'resolve_internally'> };

const give = (call: Call, { serviceId, number, version }: TicketView, order: HeaderOrder, key: string) => {
  const input = { params: { serviceId, number }, ifMatch: version, idempotencyKey: key };
  switch (order.command) {
    case 'forward':
      return call(forwardTicket, { ...input, body: order.body });
    case 'resolve_internally':
      return call(resolveInternally, { ...input, body: order.body });
    case 'withdraw':
      return call(withdrawTransfer, { ...input, body: {} });
    case 'unassign':
      return call(unassignTicket, { ...input, body: {} });
    case 'complete':
      return call(completeTicket, { ...input, body: {} });
  }
};

type CommandHooks = {
  readonly onDone: (ticket: TicketView, order: HeaderOrder) => void;
  readonly onRefused: (error: Error, order: HeaderOrder) => void;
};

/**
 * Gives one of the header's commands to the ticket as it is shown: what somebody did meanwhile is not overridden. While
 * the browser is offline it fails at once, so that no command leaves later, when nobody looks.
 */
export const useTicketCommand = (
  ticket: TicketView,
  { onDone, onRefused }: CommandHooks,
): UseMutationResult<TicketView, Error, HeaderOrder> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  /** The key of an order whose outcome is not known yet: the same order is then sent with it again. */
  const unsettled = useRef<{ readonly order: string; readonly key: string } | null>(null);
  return useMutation({
    networkMode: 'always',
    mutationFn: (order: HeaderOrder) => {
      const same = JSON.stringify(order);
      if (unsettled.current?.order !== same) unsettled.current = { order: same, key: crypto.randomUUID() };
      return give(call, ticket, order, unsettled.current.key);
    },
    onSuccess: (done, order) => {
      unsettled.current = null;
      void settleTicket(cache, done);
      onDone(done, order);
    },
    onError: (error, order) => {
      if (error instanceof ProblemError) {
        if (error.status < 500) unsettled.current = null;
        void cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(ticket.serviceId, ticket.number) });
      }
      onRefused(error, order);
    },
  });
};
