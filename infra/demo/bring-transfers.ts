import { setTimeout as pause } from 'node:timers/promises';
import type { Backoff, ClockAndIds } from '../../shared/application/ports/platform.ts';
import type { TicketRepository } from '../../shared/application/ports/tickets.ts';
import { decisionContext } from '../../shared/application/tickets/change-ticket.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import type { Result } from '../../shared/domain/kernel/result.ts';
import { answerTeam } from '../../shared/domain/ticket/answer-ticket.ts';
import type { Decision, DecisionContext } from '../../shared/domain/ticket/decision.ts';
import { keepTicket } from '../../shared/domain/ticket/keep-ticket.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';
import { escalateTicket } from '../../shared/domain/transfer/escalate-ticket.ts';

export type BringTransfersDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'listTickets' | 'save'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

type Transfer = {
  readonly title: string;
  readonly text: string;
  readonly fields: { readonly model: string; readonly reproduced: 'always' | 'sometimes' };
  /** What the engineers answer; without it they still look. */
  readonly answer?: string;
};

/** The first stays with the engineers, the second is answered. */
const TRANSFERS: readonly Transfer[] = [
  {
    title: '펌웨어 3.2 이후 연결 끊김 확인 요청',
    text: '고객 기기에서 10분마다 연결이 끊깁니다. 펌웨어 3.2 업데이트 이후 같은 문의가 이번 주 네 건입니다. 확인 부탁드립니다.',
    fields: { model: 'EP-31', reproduced: 'always' },
  },
  {
    title: 'Battery is empty after two hours',
    text: 'The customer measured it twice with a full charge. Is this the batch of August?',
    fields: { model: 'EP-31', reproduced: 'sometimes' },
    answer:
      'It is that batch: the cell is replaced free of charge. Please ask for the serial number and send a courier.',
  },
];

/** Milliseconds until the desk has handed a ticket over, also while it is busy with everything else of the demo. */
const PATIENCE = 120_000;
const SERVICE = 'care';

const bodyOf = (text: string) => ({ html: `<p>${text}</p>`, text, attachments: [] });

/**
 * Hands two tickets of the technical group over to the engineers, as the agent who has them; one of them is answered.
 * It does nothing when the service has transferred tickets already.
 */
export const bringTransfers = async (
  { tickets, clock, backoff }: BringTransfersDeps,
  agents: readonly Agent[],
  engineers: readonly Agent[],
): Promise<void> => {
  const change = async (
    serviceId: string,
    number: number,
    decide: (ticket: Ticket, context: DecisionContext) => Result<Decision, { readonly code: string }>,
  ): Promise<void> => {
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const ticket = await tickets.find(serviceId, number);
      if (ticket === undefined) return;
      const decided = decide(ticket, decisionContext(clock, clock.newId('cor')));
      if (!decided.ok) throw new Error(`A transfer of the demo was refused: ${decided.error.code}`);
      if ((await tickets.save(decided.value)).ok) return;
      await backoff(attempt);
    }
  };
  /** The issue ticket, once the desk has made it. */
  const issueOf = async (number: number): Promise<number | undefined> => {
    for (const until = Date.now() + PATIENCE; Date.now() < until; await pause(500)) {
      const ticket = await tickets.find(SERVICE, number);
      if (ticket?.status !== 'transferred') continue;
      const { items } = await tickets.listTickets('engineering', { kind: 'all' }, { limit: 20, order: 'newest' });
      for (const { number: issue } of items) {
        const made = await tickets.find('engineering', issue);
        if (made?.origin?.serviceId === SERVICE && made.origin.number === number) return issue;
      }
    }
    return undefined;
  };
  const technician = agents.find(({ groupIds }) => groupIds.includes('technical'));
  const engineer = engineers.find(({ role }) => role === 'agent');
  if (technician === undefined || engineer === undefined) return;
  const list = { kind: 'assignee', assigneeId: technician.agentId } as const;
  const page = { limit: TRANSFERS.length, order: 'oldest' } as const;
  if ((await tickets.listTickets(SERVICE, { ...list, status: 'transferred' }, page)).items.length > 0) return;
  const { items } = await tickets.listTickets(SERVICE, { ...list, status: 'processing' }, page);
  for (const [index, { number }] of items.entries()) {
    const { title, text, fields, answer } = TRANSFERS[index]!;
    await change(SERVICE, number, (ticket, context) =>
      escalateTicket(
        ticket,
        {
          agent: technician,
          body: bodyOf(text),
          id: clock.newId('esc'),
          targetServiceId: 'engineering',
          title,
          inquiryTypeId: 'firmware',
          fields: {
            model: { type: 'text', value: fields.model },
            reproduced: { type: 'radio', value: fields.reproduced },
          },
        },
        context,
      ),
    );
    const issue = await issueOf(number);
    if (issue === undefined) return;
    await change('engineering', issue, (ticket, context) => keepTicket(ticket, { agent: engineer }, context));
    if (answer !== undefined)
      await change('engineering', issue, (ticket, context) =>
        answerTeam('resolve', ticket, { agent: engineer, body: bodyOf(answer) }, context),
      );
  }
};
