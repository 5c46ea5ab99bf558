import { isAllowed } from '../../../shared/domain/ticket/lifecycle.ts';
import { standingOf } from '../api/standing-of.ts';
import type { ProcessCommand } from '../api/use-processing.ts';
import type { TicketView } from '../api/use-ticket.ts';

export const PROCESS_COMMANDS = ['resolve', 'pend', 'comment'] as const satisfies readonly ProcessCommand[];

/** Why a command can't be given now. */
export type Obstacle = 'keep_first' | 'not_assignee' | 'status' | 'no_address';
export type CommandChoice = { readonly command: ProcessCommand; readonly obstacle: Obstacle | null };

type Choosing = Pick<TicketView, 'allowed' | 'status' | 'internalReason' | 'customer'>;

const obstacleOf = (command: ProcessCommand, { allowed, customer, ...ticket }: Choosing): Obstacle | null => {
  if (!allowed.includes(command)) {
    if (isAllowed(command, standingOf(ticket))) return 'not_assignee';
    return allowed.includes('keep') ? 'keep_first' : 'status';
  }
  return command !== 'comment' && customer.email === undefined ? 'no_address' : null;
};

/**
 * The editor's commands with what stands in their way; the server's `allowed` decides, the lifecycle table explains.
 */
export const commandChoices = (ticket: Choosing): readonly CommandChoice[] =>
  PROCESS_COMMANDS.map((command) => ({ command, obstacle: obstacleOf(command, ticket) }));

/**
 * What the button does: the agent's wish where it is possible, else the first that is; the wish itself when none is.
 * What has been written for one command never becomes another by itself: then the wish stays, with what stands in its
 * way.
 */
export const chosenCommand = (
  choices: readonly CommandChoice[],
  wish: ProcessCommand,
  isWritten = false,
): CommandChoice =>
  (isWritten ? choices.find(({ command }) => command === wish) : undefined) ??
  choices.find(({ command, obstacle }) => command === wish && obstacle === null) ??
  choices.find(({ obstacle }) => obstacle === null) ??
  choices.find(({ command }) => command === wish) ??
  choices[0]!;
