import type { Agent } from '../../shared/domain/desk/agent.ts';
import type { Service } from '../../shared/domain/desk/service.ts';
import { err, type Result } from '../../shared/domain/kernel/result.ts';
import { isWaiting, type OutgoingMail } from '../../shared/domain/mail/outgoing-mail.ts';
import { answerTicket } from '../../shared/domain/ticket/answer-ticket.ts';
import { commentTicket } from '../../shared/domain/ticket/comment-ticket.ts';
import type { Decision, DecisionContext } from '../../shared/domain/ticket/decision.ts';
import type { Entry } from '../../shared/domain/ticket/entry.ts';
import { editTicket, type TicketEdit } from '../../shared/domain/ticket/edit-ticket.ts';
import type { TicketRefusal } from '../../shared/domain/ticket/refusal.ts';
import { forwardTicket } from '../../shared/domain/ticket/forward-ticket.ts';
import type { InternalReason } from '../../shared/domain/ticket/internal-reason.ts';
import { keepTicket } from '../../shared/domain/ticket/keep-ticket.ts';
import {
  completeTicket,
  restoreTicket,
  unassignTicket,
  withdrawTransfer,
} from '../../shared/domain/ticket/move-ticket.ts';
import { receiveReply } from '../../shared/domain/ticket/receive-reply.ts';
import { resolveInternally } from '../../shared/domain/ticket/resolve-internally.ts';
import { newestEntryId } from '../../shared/domain/ticket/snippet.ts';
import { takeBackAnswer, type TakeBackRefusal } from '../../shared/domain/ticket/take-back-answer.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';

/** A command as somebody gives it, apart from the ticket. `by` is an index into the agents. */
export type GivenCommand =
  | { readonly kind: 'keep'; readonly by: number; readonly groupId?: string }
  | { readonly kind: 'forward'; readonly by: number; readonly to?: number; readonly groupId?: string }
  | { readonly kind: 'unassign' | 'withdraw' | 'complete' | 'restore'; readonly by: number }
  | { readonly kind: 'comment' | 'resolve' | 'pend'; readonly by: number; readonly text: string }
  | {
      readonly kind: 'resolve_internally';
      readonly by: number;
      readonly reason: InternalReason;
      readonly text?: string;
    }
  | {
      readonly kind: 'edit';
      readonly by: number;
      readonly edit: Pick<TicketEdit, 'title' | 'priority' | 'tags' | 'language'>;
    }
  /** `back`: which answer of the story, counted from the newest. */
  | { readonly kind: 'undo'; readonly by: number; readonly back: number }
  | { readonly kind: 'reply'; readonly text: string };

export type ModelDesk = {
  readonly service: Service;
  readonly agents: readonly Agent[];
  readonly groupIds: readonly string[];
};

/** What commands of a story wrote beside the ticket: entries that are there, and the mails of all answers. */
export type Written = { readonly entries: readonly Entry[]; readonly mails: readonly OutgoingMail[] };

/** What is written after one more decision. */
export const writtenAfter = ({ entries, mails }: Written, { entry, mail, takenBack }: Decision): Written => ({
  entries: [...entries, ...(entry === undefined ? [] : [entry])].filter(({ id }) => id !== takenBack?.mail.entryId),
  mails: [...mails, ...(mail === undefined ? [] : [mail])].map((each) =>
    each.id === takenBack?.mail.id ? takenBack.mail : each,
  ),
});

const takeBack = (
  ticket: Ticket,
  agentId: string,
  mail: OutgoingMail,
  { entries, mails }: Written,
  context: DecisionContext,
): Result<Decision, TakeBackRefusal> | undefined => {
  const { entryId, undo } = mail;
  const entry = entries.find(({ id }) => id === entryId);
  if (entry === undefined) return undo!.by === agentId ? undefined : err({ code: 'answer_not_yours', entryId });
  const before = newestEntryId(undo!.before);
  const previous = entries.find(({ id }) => id === before);
  const waiting = mails.filter(isWaiting);
  return takeBackAnswer(ticket, { agentId, entry, mail, waiting, ...(previous && { previous }) }, context);
};

const body = (text: string) => ({ html: `<p>${text}</p>`, text });

/** What the pure rules decide, which the running desk must decide too. Undefined when there is nothing to do. */
export const decideCommand = (
  { service, agents, groupIds }: ModelDesk,
  ticket: Ticket,
  command: GivenCommand,
  context: DecisionContext,
  written: Written,
): Result<Decision, TicketRefusal | TakeBackRefusal> | undefined => {
  if (command.kind === 'reply') {
    const assigneeActive = agents.some(({ agentId, active }) => agentId === ticket.assigneeId && active);
    return receiveReply(ticket, { body: body(command.text), author: ticket.customer, assigneeActive }, context);
  }
  const agent = agents[command.by]!;
  switch (command.kind) {
    case 'keep':
      return keepTicket(
        ticket,
        { agent, ...(command.groupId === undefined ? {} : { groupId: command.groupId }) },
        context,
      );
    case 'forward': {
      const { to, groupId } = command;
      const target =
        to === undefined
          ? { kind: 'group' as const, groupId: groupId!, exists: groupIds.includes(groupId!) }
          : {
              kind: 'agent' as const,
              assigneeId: agents[to]!.agentId,
              agent: agents[to]!,
              ...(groupId === undefined ? {} : { groupId }),
            };
      return forwardTicket(ticket, { agent, target }, context);
    }
    case 'unassign':
      return unassignTicket(ticket, agent, context);
    case 'withdraw':
      return withdrawTransfer(ticket, agent, context);
    case 'complete':
      return completeTicket(ticket, agent, context);
    case 'restore':
      return restoreTicket(ticket, agent, context, {
        assigneeActive: agents.some(({ agentId, active }) => agentId === ticket.beforeSpam?.assigneeId && active),
      });
    case 'comment':
      return commentTicket(ticket, { agent, body: body(command.text) }, context);
    case 'resolve':
    case 'pend':
      return answerTicket(command.kind, ticket, { agent, service, body: body(command.text) }, context);
    case 'resolve_internally':
      return resolveInternally(
        ticket,
        { agent, reason: command.reason, ...(command.text === undefined ? {} : { body: body(command.text) }) },
        context,
      );
    case 'undo':
      return takeBack(ticket, agent.agentId, written.mails.at(-1 - command.back)!, written, context);
    case 'edit':
      return editTicket(ticket, { agent, edit: command.edit }, context);
  }
};
