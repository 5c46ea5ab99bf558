import { actorFor, isAllowed, type TicketCommand } from '../../../shared/domain/ticket/lifecycle.ts';
import { standingOf, type TicketView } from '../desk/api/ticket-queries.ts';
import type { Obstacle } from '../desk/obstacle-words.ts';

/** The commands in the header's menu, in its order. */
export const HEADER_COMMANDS = [
  'forward',
  'resolve_internally',
  'withdraw',
  'unassign',
  'complete',
] as const satisfies readonly TicketCommand[];
export type HeaderCommand = (typeof HEADER_COMMANDS)[number];

type Commanded = Pick<TicketView, 'allowed' | 'status' | 'internalReason' | 'assigneeId'>;

/**
 * Why a command is not possible now; null when it is. The API's `allowed` decides, the lifecycle table says why not.
 */
export const obstacleTo = (command: HeaderCommand, { allowed, assigneeId, ...ticket }: Commanded): Obstacle | null => {
  if (allowed.includes(command)) return null;
  switch (actorFor(command, standingOf(ticket))) {
    case 'administrator':
      return 'administrators';
    case 'forwarder':
      return allowed.includes('keep') ? 'keep_first' : 'only_own';
    case 'assignee':
      return assigneeId === null ? 'administrators' : 'not_assignee';
    case 'any_agent':
    case 'author':
    case 'system':
    case undefined:
      return 'status';
  }
};

type Escalated = Pick<TicketView, 'allowed' | 'status' | 'internalReason' | 'transferring'>;

/** Why a ticket can't be handed over now; null when it can. */
export const escalateObstacle = ({ allowed, transferring, ...ticket }: Escalated): Obstacle | null => {
  if (transferring) return 'transferring';
  if (allowed.includes('escalate')) return null;
  if (isAllowed('escalate', standingOf(ticket))) return 'not_assignee';
  return allowed.includes('keep') ? 'keep_first' : 'status';
};
