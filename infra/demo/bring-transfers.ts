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
  readonly text: Readonly<Record<'ko' | 'en', string>>;
  readonly fields: { readonly model: string; readonly reproduced: 'always' | 'sometimes' };
  /** What the engineers answer; without it they still look. */
  readonly answer?: Readonly<Record<'ko' | 'en', string>>;
};

/** The first stays with the engineers, the second is answered. */
const TRANSFERS: readonly Transfer[] = [
  {
    text: {
      ko: '같은 증상 문의가 이번 주에 네 건입니다. 펌웨어 3.2 업데이트 이후로 보입니다. 확인 부탁드립니다.',
      en: 'The fourth customer with this in a week, all since firmware 3.2. Could you have a look?',
    },
    fields: { model: 'EP-31', reproduced: 'always' },
  },
  {
    text: {
      ko: '고객님이 두 번 확인하셨고 같은 증상이 반복됩니다. 알려진 문제인지 확인 부탁드립니다.',
      en: 'The customer tried it twice, with the same result. Is this a known problem?',
    },
    fields: { model: 'EP-12', reproduced: 'sometimes' },
    answer: {
      ko: '재현되어 수정했습니다. 금요일 업데이트 3.3에 포함됩니다. 고객님께 안내하셔도 됩니다.',
      en: 'It could be repeated, and is mended in update 3.3 on Friday. You can tell the customer so.',
    },
  },
];

/** Milliseconds until the desk has handed a ticket over, also while it is busy with everything else of the demo. */
const PATIENCE = 120_000;
const SERVICE = 'care';

const inLanguageOf = ({ language }: Pick<Ticket, 'language'>, words: Readonly<Record<'ko' | 'en', string>>): string =>
  words[language === 'en' ? 'en' : 'ko'];
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
    const { text, fields, answer } = TRANSFERS[index]!;
    await change(SERVICE, number, (ticket, context) =>
      escalateTicket(
        ticket,
        {
          agent: technician,
          body: bodyOf(inLanguageOf(ticket, text)),
          id: clock.newId('esc'),
          targetServiceId: 'engineering',
          title: ticket.title,
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
        answerTeam('resolve', ticket, { agent: engineer, body: bodyOf(inLanguageOf(ticket, answer)) }, context),
      );
  }
};
