import { ROLES } from '../../../../shared/domain/desk/agent.ts';
import type { Result } from '../../../../shared/domain/kernel/result.ts';
import { answerTicket } from '../../../../shared/domain/ticket/answer-ticket.ts';
import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import type { Decision } from '../../../../shared/domain/ticket/decision.ts';
import type { TicketRefusal } from '../../../../shared/domain/ticket/errors.ts';
import { keepTicket } from '../../../../shared/domain/ticket/keep-ticket.ts';
import { isAllowed, TICKET_LIFECYCLE } from '../../../../shared/domain/ticket/lifecycle.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import type { Agent } from '../../../../shared/domain/desk/agent.ts';
import { aMoment, anAgent, aService, aTicket } from '../../../support/tickets.ts';

const said = { html: '<p>Pull the plug</p>', text: 'Pull the plug' };
const COMMANDS = {
  keep: (ticket: Ticket, agent: Agent) => keepTicket(ticket, { agent }, aMoment()),
  comment: (ticket: Ticket, agent: Agent) => commentTicket(ticket, { agent, said }, aMoment()),
  resolve: (ticket: Ticket, agent: Agent) => answerTicket('resolve', ticket, { agent, service: aService(), said }, aMoment()),
  pend: (ticket: Ticket, agent: Agent) => answerTicket('pend', ticket, { agent, service: aService(), said }, aMoment()),
} as const satisfies Record<string, (ticket: Ticket, agent: Agent) => Result<Decision, TicketRefusal>>;
const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

const cases = names.flatMap((command) => TICKET_STATUSES.flatMap((status) => ROLES.flatMap((role) => [true, false].map((own) => ({ command, status, role, own })))));

describe.each(cases)('given a ticket that is $status, when an $role (assignee: $own) gives $command', ({ command, status, role, own }) => {
  const ticket = aTicket({ status, assigneeId: own ? 'agent_1' : 'agent_2' });
  const result = COMMANDS[command](ticket, anAgent({ role }));
  const { to, who } = TICKET_LIFECYCLE[command];

  if (!isAllowed(command, status)) {
    it('then it is refused with what the ticket is and what this agent may do', () => {
      const forThem = names.filter((name) => isAllowed(name, status) && (TICKET_LIFECYCLE[name].who === 'any_agent' || own || role === 'administrator'));
      expect(result).toEqual({ ok: false, error: { code: 'illegal_transition', command, status, allowed: forThem, assigneeId: ticket.assigneeId } });
    });
  } else if (who === 'assignee' && !own && role === 'agent') {
    it('then it is refused: the ticket is somebody else’s', () => {
      expect(result).toEqual({ ok: false, error: { code: 'not_assignee', command, assigneeId: 'agent_2' } });
    });
  } else {
    it('then the ticket goes where the table says, one version on, and one fact tells it', () => {
      const after = to === 'same' ? status : to;
      expect(result).toMatchObject({ ok: true, value: { ticket: { status: after, version: 4 }, fact: { status: after, version: 4, actor: { kind: 'agent', id: 'agent_1' }, at: aMoment().at, id: 'evt_1', correlationId: 'cor_1' } } });
    });
  }
});

describe('the cases above', () => {
  it('cover every command that an agent gives', () => {
    expect(new Set(names)).toEqual(new Set(Object.entries(TICKET_LIFECYCLE).filter(([, { who }]) => who !== 'system').map(([name]) => name)));
  });
});
