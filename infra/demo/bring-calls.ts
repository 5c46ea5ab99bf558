import { reserveCall, type ReserveCallDeps } from '../../shared/application/calls/reserve-call.ts';
import type { CallRepository } from '../../shared/application/ports/calls.ts';
import type { TicketRepository, TicketRow } from '../../shared/application/ports/tickets.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import { demoCustomer, KOREAN_CUSTOMERS, RARE_CUSTOMERS } from './people.ts';

export type BringCallsDeps = Omit<ReserveCallDeps, 'calls' | 'tickets'> & {
  readonly calls: CallRepository;
  readonly tickets: Pick<TicketRepository, 'find' | 'listTickets'>;
};

const MINUTE = 60_000;
/** When the calls of an agent are due, and what they are about. The first falls due while a newcomer looks around. */
const CALLS = [
  { inMinutes: 3, ko: '환불 계좌를 다시 확인하기', en: 'Ask for the account to refund to' },
  {
    inMinutes: 95,
    ko: '오후에만 통화할 수 있음. 교환 날짜 정하기',
    en: 'Reachable in the afternoon; agree on a day for the exchange',
  },
  { inMinutes: 60 * 24, ko: '수리 결과 알려 주기', en: 'Tell how the repair went' },
] as const;
const isKorean = ({ customer: { name } }: TicketRow): boolean =>
  Object.values(RARE_CUSTOMERS).some((each) => each.isKorean && each.name === name) ||
  (KOREAN_CUSTOMERS as readonly (string | undefined)[]).includes(name);

/** The number of a rare customer, or of one who is counted in their address; of anybody else the first one's. */
const phoneOf = ({ customer: { email } }: TicketRow): string =>
  Object.values(RARE_CUSTOMERS).find((each) => each.email === email)?.phone ??
  demoCustomer(Number(/(\d+)@/.exec(email ?? '')?.[1] ?? 1) - 1).phone;

/**
 * Reserves calls to the customers of the newest tickets that agents have in hand. It does nothing when the service has
 * calls already.
 */
export const bringCalls = async (deps: BringCallsDeps, agents: readonly Agent[]): Promise<void> => {
  const { calls, tickets, clock } = deps;
  if ((await calls.listOpen('care', undefined, { limit: 1 })).items.length > 0) return;
  for (const agent of agents) {
    const lists = await Promise.all(
      (['processing', 'pending'] as const).map((status) =>
        tickets.listTickets(
          'care',
          { kind: 'assignee', assigneeId: agent.agentId, status },
          { limit: CALLS.length, order: 'newest' },
        ),
      ),
    );
    const inHand = lists.flatMap(({ items }) => items).slice(0, CALLS.length);
    for (const [index, row] of inHand.entries()) {
      const { inMinutes, ko, en } = CALLS[index]!;
      const reserved = await reserveCall(deps)({
        serviceId: 'care',
        number: row.number,
        agent,
        phone: row.customer.phone ?? phoneOf(row),
        at: new Date(clock.now().getTime() + inMinutes * MINUTE).toISOString(),
        note: isKorean(row) ? ko : en,
        correlationId: clock.newId('cor'),
      });
      if (!reserved.ok) throw new Error(`A call of the demo was refused: ${JSON.stringify(reserved.error)}`);
    }
  }
};
