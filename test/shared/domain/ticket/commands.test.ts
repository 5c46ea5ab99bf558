import type { Agent } from '../../../../shared/domain/desk/agent.ts';
import { assignTicket } from '../../../../shared/domain/distribution/assign-ticket.ts';
import { err, ok, type Result } from '../../../../shared/domain/kernel/result.ts';
import { answerTicket } from '../../../../shared/domain/ticket/answer-ticket.ts';
import { autoCompleteTicket } from '../../../../shared/domain/ticket/auto-complete-ticket.ts';
import { automateTicket, type AutomateTicket } from '../../../../shared/domain/ticket/automate-ticket.ts';
import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import type { Decision } from '../../../../shared/domain/ticket/decision.ts';
import { editTicket } from '../../../../shared/domain/ticket/edit-ticket.ts';
import type { TicketRefusal } from '../../../../shared/domain/ticket/refusal.ts';
import { escalateTicket } from '../../../../shared/domain/transfer/escalate-ticket.ts';
import { forwardTicket } from '../../../../shared/domain/ticket/forward-ticket.ts';
import { giveBackTicket } from '../../../../shared/domain/ticket/give-back-ticket.ts';
import { keepTicket } from '../../../../shared/domain/ticket/keep-ticket.ts';
import {
  AGENT_COMMANDS,
  TICKET_COMMANDS,
  TICKET_LIFECYCLE,
  transitionOf,
  type Actor,
  type TicketCommand,
} from '../../../../shared/domain/ticket/lifecycle.ts';
import {
  completeTicket,
  deleteTicket,
  restoreTicket,
  unassignTicket,
  withdrawTransfer,
} from '../../../../shared/domain/ticket/move-ticket.ts';
import { beginTransfer, moveTransfer } from '../../../../shared/domain/ticket/move-transfer.ts';
import { receiveReply } from '../../../../shared/domain/ticket/receive-reply.ts';
import { resolveInternally } from '../../../../shared/domain/ticket/resolve-internally.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../../../shared/domain/ticket/status.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { aContext, anAgent, aService, aTicket } from '../../../support/tickets.ts';

const body = { html: '<p>Pull the plug</p>', text: 'Pull the plug' };
const AUTOMATION = { chainId: 'evt_0', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'To the first line' }] };
const colleague = anAgent({ agentId: 'agent_9' });
type Decided = Result<Decision, TicketRefusal> | undefined;

/** What a trigger asks for; where nothing is done it must have been left out for the ticket's status. */
const automated = (command: TicketCommand, ticket: Ticket, asked: Partial<AutomateTicket['automation']>): Decided => {
  const { decision, notDone } = automateTicket(
    ticket,
    {
      automation: { edit: {}, fields: {}, ...asked },
      by: { chainId: 'evt_0', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'A trigger' }] },
      definitions: [],
      fields: {},
      gone: new Set(),
    },
    aContext(),
  );
  if (decision !== undefined) return ok(decision);
  return notDone.some(({ result }) => ['completed', 'not_placeable', 'not_resolved'].includes(result))
    ? err({ code: 'illegal_transition', command, status: ticket.status, allowed: [] })
    : undefined;
};

/** Each command of the table, given through the real rule with all that it needs. Undo has a suite of its own. */
const GIVEN: Record<Exclude<TicketCommand, 'undo'>, (ticket: Ticket, agent: Agent) => Decided> = {
  keep: (ticket, agent) => keepTicket(ticket, { agent }, aContext()),
  forward: (ticket, agent) =>
    forwardTicket(ticket, { agent, target: { kind: 'agent', assigneeId: 'agent_9', agent: colleague } }, aContext()),
  unassign: (ticket, agent) => unassignTicket(ticket, agent, aContext()),
  comment: (ticket, agent) => commentTicket(ticket, { agent, body }, aContext()),
  edit: (ticket, agent) => editTicket(ticket, { agent, edit: { title: 'Printer is wet' } }, aContext()),
  resolve: (ticket, agent) => answerTicket('resolve', ticket, { agent, service: aService(), body }, aContext()),
  pend: (ticket, agent) => answerTicket('pend', ticket, { agent, service: aService(), body }, aContext()),
  resolve_internally: (ticket, agent) => resolveInternally(ticket, { agent, reason: 'test' }, aContext()),
  escalate: (ticket, agent) =>
    escalateTicket(ticket, { agent, body, id: 'esc_1', targetServiceId: 'engineering', title: 'Look' }, aContext()),
  withdraw: (ticket, agent) => withdrawTransfer(ticket, agent, aContext()),
  complete: (ticket, agent) => completeTicket(ticket, agent, aContext()),
  restore: (ticket, agent) => restoreTicket(ticket, agent, aContext(), { assigneeActive: true }),
  delete: (ticket, agent) => deleteTicket(ticket, agent, aContext()),
  auto_complete: (ticket) => autoCompleteTicket({ ...ticket, resolvedAt: '2026-10-01T00:00:00.000Z' }, 14, aContext()),
  reopen: (ticket) => receiveReply(ticket, { body, author: {}, assigneeActive: true }, aContext()),
  receive: (ticket) => receiveReply(ticket, { body, author: {}, assigneeActive: true }, aContext()),
  assign: (ticket) => assignTicket(ticket, 'agent_9', { automation: AUTOMATION }, aContext()),
  give_back: (ticket) => giveBackTicket(ticket, 'agent_1', aContext()),
  release: (ticket) => giveBackTicket(ticket, 'agent_1', aContext()),
  automate: (ticket) => automated('automate', ticket, { edit: { priority: 'urgent' } }),
  place: (ticket) =>
    automated('place', ticket, { placement: { kind: 'group', triggerId: 'trg_1', groupId: 'second-line' } }),
  complete_by_trigger: (ticket) => automated('complete_by_trigger', ticket, { complete: { triggerId: 'trg_1' } }),
  transfer_to_issue: (ticket) =>
    beginTransfer(ticket, { kind: 'issue', actorId: 'agent_1', transferId: 'esc_1' }, aContext()),
  finish_issue: (ticket) => moveTransfer(ticket, 'finish_issue', aContext()),
  transfer_to_dooray: (ticket) =>
    beginTransfer(ticket, { kind: 'dooray', actorId: 'agent_1', transferId: 'esc_1' }, aContext()),
  register_dooray: (ticket) => moveTransfer(ticket, 'register_dooray', aContext()),
  start_dooray: (ticket) => moveTransfer(ticket, 'start_dooray', aContext()),
  finish_dooray: (ticket) => moveTransfer(ticket, 'finish_dooray', aContext()),
};

/** Who gives the command, as they stand to a ticket of agent_1. */
const POSITIONS = {
  assignee: anAgent(),
  'other agent': anAgent({ agentId: 'agent_2' }),
  forwarder: anAgent({ agentId: 'agent_2', mayForward: true }),
  administrator: anAgent({ agentId: 'agent_2', role: 'administrator' }),
} as const;
type Position = keyof typeof POSITIONS;
/** What the words of the table mean, said here once more and apart from the rules. */
const MAY: Record<Actor, readonly Position[]> = {
  any_agent: ['assignee', 'other agent', 'forwarder', 'administrator'],
  assignee: ['assignee', 'administrator'],
  forwarder: ['assignee', 'forwarder', 'administrator'],
  administrator: ['administrator'],
  author: [],
  system: [],
};

const PLACES = [...TICKET_STATUSES, 'spam'] as const;
type Place = (typeof PLACES)[number];
const ticketAt = (place: Place): Ticket => {
  if (place === 'spam')
    return aTicket({
      status: 'resolved',
      internalReason: 'spam',
      resolvedAt: '2026-11-22T08:20:00.000Z',
      resolvedBy: 'agent_1',
      beforeSpam: { status: 'pending', assigneeId: 'agent_1' },
    });
  return aTicket({ status: place, ...(place === 'unassigned' ? { assigneeId: undefined } : {}) });
};
const actorAt = (command: TicketCommand, place: Place): Actor | undefined =>
  place === 'spam' ? transitionOf(command).spam : transitionOf(command).from[place];
const statusAfter = (command: TicketCommand, before: Ticket): TicketStatus => {
  const { to } = transitionOf(command);
  switch (to) {
    case 'answered':
    case 'same':
    case 'gone':
      return before.status;
    case 'before':
      return before.beforeSpam!.status;
    default:
      return to;
  }
};
const assigneeOf = ({ assigneeId }: Ticket) => (assigneeId === undefined ? {} : { assigneeId });

const cases = PLACES.flatMap((place) =>
  AGENT_COMMANDS.filter((command) => command !== 'undo').flatMap((command) =>
    (Object.keys(POSITIONS) as Position[])
      .filter((position) => place !== 'unassigned' || position !== 'assignee')
      .map((position) => ({ place, command, position })),
  ),
);

describe.each(cases)(
  'given a ticket that is $place, when the $position gives $command',
  ({ place, command, position }) => {
    const ticket = ticketAt(place);
    const agent = POSITIONS[position];
    const result = GIVEN[command](ticket, agent);
    const actor = actorAt(command, place);

    if (actor === undefined) {
      it('then it is refused with what the ticket is and what they may do', () => {
        const allowed = AGENT_COMMANDS.filter((other) => MAY[actorAt(other, place) ?? 'system'].includes(position));
        expect(result).toEqual({
          ok: false,
          error: { code: 'illegal_transition', command, status: ticket.status, allowed, ...assigneeOf(ticket) },
        });
      });
    } else if (!MAY[actor].includes(position)) {
      it('then it is refused for who they are', () => {
        expect(result).toEqual({
          ok: false,
          error:
            actor === 'administrator'
              ? { code: 'administrator_required', command }
              : { code: 'not_assignee', command, ...assigneeOf(ticket) },
        });
      });
    } else {
      it('then the ticket goes where the table says, one version on, and one fact tells it', () => {
        const status = statusAfter(command, ticket);
        expect(result).toMatchObject({
          ok: true,
          value: {
            ticket: { status, version: 4 },
            fact: {
              status,
              version: 4,
              actor: { kind: 'agent', id: agent.agentId },
              at: aContext().at,
              id: 'evt_1',
              correlationId: 'cor_1',
            },
          },
        });
      });
      it('then the customer is mailed, and the ticket is gone, as the table says', () => {
        const decision = result?.ok ? result.value : undefined;
        expect(decision?.mail !== undefined).toBe(transitionOf(command).mailsCustomer);
        expect(decision?.gone === true).toBe(transitionOf(command).to === 'gone');
      });
    }
  },
);

const isOfTheDesk = (command: TicketCommand): command is Exclude<TicketCommand, 'undo'> =>
  command !== 'undo' && !AGENT_COMMANDS.includes(command);
const ofTheDesk = TICKET_COMMANDS.filter(isOfTheDesk);
describe.each(PLACES.flatMap((place) => ofTheDesk.map((command) => ({ place, command }))))(
  'given a ticket that is $place, when the desk itself does $command',
  ({ place, command }) => {
    const ticket = ticketAt(place);
    const result = GIVEN[command](ticket, anAgent());
    /** One mail is what both are about: which of the two it is, is the table's. */
    const isReply = command === 'reopen' || command === 'receive';
    /** And so with an assignee who leaves, whom an unassigned ticket doesn't have. */
    const isLeaving = command === 'give_back' || command === 'release';
    const twins = isReply
      ? (['reopen', 'receive'] as const)
      : isLeaving
        ? (['give_back', 'release'] as const)
        : [command];
    const met = twins.find((name) => actorAt(name, place) !== undefined);

    if (isLeaving && ticket.assigneeId === undefined) {
      it('then there is nothing to give back', () => {
        expect([met, result]).toEqual([undefined, undefined]);
      });
    } else if (met === undefined) {
      it('then it is refused', () => {
        expect(result).toMatchObject({
          ok: false,
          error: {
            code: 'illegal_transition',
            command: isReply ? 'receive' : isLeaving ? 'give_back' : command,
            status: ticket.status,
            allowed: [],
          },
        });
      });
    } else if (met === 'reopen' && ticket.assigneeId === undefined) {
      it('then it goes where the table says otherwise', () => {
        expect(result).toMatchObject({ ok: true, value: { ticket: { status: TICKET_LIFECYCLE.reopen.otherwise.to } } });
      });
    } else {
      it('then the ticket goes where the table says, one version on', () => {
        const status = statusAfter(met, ticket);
        expect(result).toMatchObject({
          ok: true,
          value: { ticket: { status, version: 4 }, fact: { status, version: 4 } },
        });
      });
    }
  },
);

describe('where the table names another status', () => {
  it.each(PLACES.filter((place) => actorAt('forward', place) !== undefined))(
    'forwarding a %s ticket to a group leads there',
    (place) => {
      const { to } = TICKET_LIFECYCLE.forward.otherwise;
      const result = forwardTicket(
        ticketAt(place),
        { agent: POSITIONS.administrator, target: { kind: 'group', groupId: 'second-line', exists: true } },
        aContext(),
      );
      expect(result).toMatchObject({ ok: true, value: { ticket: { status: to, groupId: 'second-line' } } });
      expect(result.ok && result.value.ticket).not.toHaveProperty('assigneeId');
    },
  );

  it.each(PLACES.filter((place) => actorAt('reopen', place) !== undefined))(
    'a reply to a %s ticket whose assignee left leads there',
    (place) => {
      expect(receiveReply(ticketAt(place), { body, author: {}, assigneeActive: false }, aContext())).toMatchObject({
        ok: true,
        value: { ticket: { status: TICKET_LIFECYCLE.reopen.otherwise.to } },
      });
    },
  );

  it.each(
    PLACES.filter((place) => actorAt('give_back', place) !== undefined && actorAt('receive', place) !== undefined),
  )('so does a reply to a %s ticket whose assignee left', (place) => {
    expect(receiveReply(ticketAt(place), { body, author: {}, assigneeActive: false }, aContext())).toMatchObject({
      ok: true,
      value: { ticket: { status: TICKET_LIFECYCLE.receive.otherwise.to } },
    });
  });

  it('restoring spam whose assignee left leads there', () => {
    expect(
      restoreTicket(ticketAt('spam'), POSITIONS.administrator, aContext(), { assigneeActive: false }),
    ).toMatchObject({ ok: true, value: { ticket: { status: TICKET_LIFECYCLE.restore.otherwise.to } } });
  });

  it.each(PLACES.filter((place) => actorAt('withdraw', place) !== undefined))(
    'withdrawing a %s ticket that nobody has leads there',
    (place) => {
      const { to } = TICKET_LIFECYCLE.withdraw.otherwise;
      expect(
        withdrawTransfer(
          { ...aTicket({ status: place as TicketStatus, assigneeId: undefined }) },
          POSITIONS.administrator,
          aContext(),
        ),
      ).toMatchObject({ ok: true, value: { ticket: { status: to } } });
    },
  );
});

describe('the table', () => {
  it('is covered above from every status', () => {
    const commands = new Set<TicketCommand>([...cases.map(({ command }) => command), ...ofTheDesk, 'undo']);
    expect(commands.size).toBe(TICKET_COMMANDS.length);
    expect(cases).toHaveLength(AGENT_COMMANDS.length * (PLACES.length * 4 - 1));
  });

  it('lets nothing be done to a completed ticket', () => {
    expect(TICKET_COMMANDS.filter((command) => actorAt(command, 'completed') !== undefined)).toEqual([]);
  });

  it('never lets the desk and people give the same command', () => {
    for (const command of TICKET_COMMANDS) {
      const actors = new Set(
        PLACES.flatMap((place) => actorAt(command, place) ?? []).map((actor) => actor === 'system'),
      );
      expect([command, actors.size]).toEqual([command, 1]);
    }
  });
});
