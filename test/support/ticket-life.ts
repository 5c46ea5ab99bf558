import fc from 'fast-check';
import { assignTicket } from '../../shared/domain/distribution/assign-ticket.ts';
import { answerTicket } from '../../shared/domain/ticket/answer-ticket.ts';
import { autoCompleteTicket } from '../../shared/domain/ticket/auto-complete-ticket.ts';
import { commentTicket } from '../../shared/domain/ticket/comment-ticket.ts';
import { createTicket } from '../../shared/domain/ticket/create-ticket.ts';
import type { Decision } from '../../shared/domain/ticket/decision.ts';
import { editTicket } from '../../shared/domain/ticket/edit-ticket.ts';
import type { TicketRefusal } from '../../shared/domain/ticket/refusal.ts';
import { escalateTicket } from '../../shared/domain/transfer/escalate-ticket.ts';
import { forwardTicket } from '../../shared/domain/ticket/forward-ticket.ts';
import { giveBackTicket } from '../../shared/domain/ticket/give-back-ticket.ts';
import { keepTicket } from '../../shared/domain/ticket/keep-ticket.ts';
import { TICKET_COMMANDS, type TicketCommand } from '../../shared/domain/ticket/lifecycle.ts';
import {
  completeTicket,
  deleteTicket,
  restoreTicket,
  unassignTicket,
  withdrawTransfer,
} from '../../shared/domain/ticket/move-ticket.ts';
import { beginTransfer, moveTransfer } from '../../shared/domain/ticket/move-transfer.ts';
import { receiveReply } from '../../shared/domain/ticket/receive-reply.ts';
import { resolveInternally } from '../../shared/domain/ticket/resolve-internally.ts';
import type { Result } from '../../shared/domain/kernel/result.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';
import { aContext, anAgent, aService } from './tickets.ts';

type StepCommand = Exclude<TicketCommand, 'reopen' | 'receive' | 'give_back' | 'release'> | 'reply' | 'leave';
const STEP_COMMANDS = [
  ...TICKET_COMMANDS.filter((command) => !['reopen', 'receive', 'give_back', 'release'].includes(command)),
  'reply',
  'leave',
] as readonly StepCommand[];

/** One thing that may happen to a ticket, by anybody. */
export const lifeStep = fc.record({
  command: fc.constantFrom(...STEP_COMMANDS),
  agent: fc.record({
    agentId: fc.constantFrom('a', 'b', 'c'),
    role: fc.constantFrom('agent' as const, 'administrator' as const),
    groupIds: fc.subarray(['g1', 'g2']),
    mayForward: fc.boolean(),
  }),
  text: fc.constantFrom('said', ''),
  /** Reply and restore: whether the assignee is still active. Forward: whether the new assignee takes tickets. */
  available: fc.boolean(),
  toGroup: fc.boolean(),
  spam: fc.boolean(),
});
export type LifeStep = typeof lifeStep extends fc.Arbitrary<infer S> ? S : never;

type Decided = Result<Decision, TicketRefusal> | undefined;

/** Decides the step by the real rules; its time and ids are made from `n`. */
export const stepTaken = (
  ticket: Ticket,
  {
    command,
    agent: given,
    text,
    available,
    toGroup,
    spam,
  }: LifeStep | (Omit<LifeStep, 'command'> & { readonly command: TicketCommand }),
  n: number,
): Decided => {
  const context = aContext({
    at: new Date(Date.UTC(2026, 10, 22, 9, 0, n)).toISOString(),
    factId: `evt_${n}`,
    entryId: `ent_${n}`,
    mailId: `mail_${n}`,
  });
  const body = { html: text, text };
  const agent = anAgent(given);
  switch (command) {
    case 'keep':
      return keepTicket(
        ticket,
        { agent, ...(given.groupIds.length > 1 ? { groupId: given.groupIds[0]! } : {}) },
        context,
      );
    case 'forward':
      return forwardTicket(
        ticket,
        {
          agent,
          body,
          target: toGroup
            ? { kind: 'group', groupId: 'g1', exists: available }
            : { kind: 'agent', assigneeId: 'd', agent: anAgent({ agentId: 'd', takesAssignment: available }) },
        },
        context,
      );
    case 'unassign':
      return unassignTicket(ticket, agent, context);
    case 'comment':
      return commentTicket(ticket, { agent, body }, context);
    case 'edit':
      return editTicket(
        ticket,
        { agent, edit: { title: `${text} ${n}`, tags: toGroup ? ['b', 'a', 'b'] : [] } },
        context,
      );
    case 'resolve':
    case 'pend':
      return answerTicket(command, ticket, { agent, service: aService(), body }, context);
    case 'resolve_internally':
      return resolveInternally(ticket, { agent, reason: spam ? 'spam' : 'other', body }, context);
    case 'escalate':
      return escalateTicket(
        ticket,
        { agent, body, id: `esc_${n}`, targetServiceId: 'engineering', title: text },
        context,
      );
    case 'withdraw':
      return withdrawTransfer(ticket, agent, context);
    case 'complete':
      return completeTicket(ticket, agent, context);
    case 'restore':
      return restoreTicket(ticket, agent, context, { assigneeActive: available });
    case 'delete':
      return deleteTicket(ticket, agent, context);
    case 'auto_complete':
      return autoCompleteTicket(ticket, spam ? 14 : 1, {
        ...context,
        at: new Date(Date.UTC(2026, 11, 1, 0, 0, n)).toISOString(),
      });
    case 'transfer_to_issue':
      return beginTransfer(ticket, { kind: 'issue', actorId: agent.agentId, transferId: 'esc_1' }, context);
    case 'transfer_to_dooray':
      return beginTransfer(ticket, { kind: 'dooray', actorId: agent.agentId, transferId: 'esc_1' }, context);
    case 'finish_issue':
    case 'register_dooray':
    case 'start_dooray':
    case 'finish_dooray':
      return moveTransfer(ticket, command, context);
    case 'assign':
      return assignTicket(ticket, 'd', { automation: { chainId: 'evt_0', depth: 1, triggers: [] } }, context);
    case 'leave':
    case 'give_back':
    case 'release':
      return giveBackTicket(ticket, agent.agentId, context);
    case 'reply':
    case 'reopen':
    case 'receive':
      return receiveReply(ticket, { body, author: {}, assigneeActive: available }, context);
  }
};

const born = (): Ticket =>
  createTicket(
    {
      serviceId: 'support',
      number: 1,
      title: 't',
      channel: 'email',
      priority: 'normal',
      language: 'en',
      customer: { email: 'c@example.com' },
      body: { html: 'x', text: 'x' },
      actor: { kind: 'customer' },
    },
    aContext({ factId: 'evt_0', entryId: 'ent_0' }),
  ).ticket;

/** The ticket after these steps. A refused step changes nothing; nothing follows a deletion. */
export const aTicketLife = (
  steps: readonly LifeStep[],
  look: (before: Ticket, decision: Decision, step: LifeStep) => void = () => {},
): Ticket => {
  let ticket = born();
  for (const [n, step] of steps.entries()) {
    const decided = stepTaken(ticket, step, n + 1);
    if (!decided?.ok) continue;
    look(ticket, decided.value, step);
    if (decided.value.gone) return ticket;
    ticket = decided.value.ticket;
  }
  return ticket;
};
