import { isAllowed } from '../../../shared/domain/ticket/lifecycle.ts';
import { standingOf, type TicketView } from '../desk/api/ticket-queries.ts';
import type { Obstacle } from '../desk/obstacle-words.ts';
import { PROCESS_COMMANDS, type ProcessCommand } from '../desk/drafts/draft.ts';

export type CommandChoice = { readonly command: ProcessCommand; readonly obstacle: Obstacle | null };

type Choosing = Pick<TicketView, 'allowed' | 'status' | 'internalReason' | 'customer' | 'origin'>;

const obstacleOf = (command: ProcessCommand, { allowed, customer, origin, ...ticket }: Choosing): Obstacle | null => {
  if (!allowed.includes(command)) {
    if (isAllowed(command, standingOf(ticket))) return 'not_assignee';
    return allowed.includes('keep') ? 'keep_first' : 'status';
  }
  // What is written on an issue ticket that was handed over goes to the team that did, by no mail.
  return command !== 'comment' && origin === null && customer.email === undefined ? 'no_address' : null;
};

/** The editor's commands, each with its obstacle. The API's `allowed` decides; the lifecycle table says why not. */
export const commandChoices = (ticket: Choosing): readonly CommandChoice[] =>
  PROCESS_COMMANDS.map((command) => ({ command, obstacle: obstacleOf(command, ticket) }));

/**
 * The command on the button: the one that the agent wants if it is possible, else the first possible one. With a text
 * written the wanted one stays, obstacle and all: a text never changes its command by itself.
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
