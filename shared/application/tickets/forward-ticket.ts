import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { forwardTicket as decideForward, type ForwardTarget } from '../../domain/ticket/forward-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { RichText } from '../ports/writing.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';
import { sanitizeText } from './entry-body.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';

export type ForwardTicketDeps = CommandDeps & {
  readonly directory: Pick<DeskDirectory, 'findAgent' | 'findGroup'>;
  readonly richText: RichText;
};
/** Names an agent, a group, or an agent and the group in which they get the ticket. */
export type ForwardTicketInput = CommandInput & {
  readonly assigneeId?: string;
  readonly groupId?: string;
  readonly html?: string;
};

/**
 * Forwards a ticket to an agent or to a group. The target is read with each decision, since its rights may change
 * meanwhile.
 */
export const forwardTicket = (deps: ForwardTicketDeps) => {
  const change = changeTicket(deps);
  const targetOf = async ({ serviceId, assigneeId, groupId }: ForwardTicketInput): Promise<ForwardTarget> => {
    if (assigneeId !== undefined)
      return {
        kind: 'agent',
        assigneeId,
        agent: await deps.directory.findAgent(serviceId, assigneeId),
        ...(groupId === undefined ? {} : { groupId }),
      };
    if (groupId === undefined) throw new Error('A ticket is forwarded to an agent or to a group');
    return { kind: 'group', groupId, exists: (await deps.directory.findGroup(serviceId, groupId))?.active === true };
  };
  return async (input: ForwardTicketInput): Promise<Result<Ticket, CommandRefusal | TooLarge>> => {
    const body = input.html === undefined ? ok(undefined) : sanitizeText(await deps.richText.sanitizer(), input.html);
    if (!body.ok) return err(body.error);
    return change(input, async (ticket, context) =>
      decideForward(
        ticket,
        {
          agent: input.agent,
          target: await targetOf(input),
          ...(body.value === undefined ? {} : { body: body.value }),
        },
        context,
      ),
    );
  };
};
