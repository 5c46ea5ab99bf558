import { operations, type Operations } from '../../shared/contracts/http/operations.ts';
import type { Operation } from '../../shared/contracts/http/define-operation.ts';
import type { DeskClient } from '../support/desk-client.ts';

const CARE = { serviceId: 'care' };
/** The same text that the load of other desks has, so that figures can be put side by side. */
const textOf = (n: number): string =>
  `결제가 두 번 되었습니다. 주문 번호 ${1000 + n}. Please refund the duplicate charge of order ${1000 + n}. `.repeat(4);

export type BenchOperation = {
  readonly name: string;
  /** The function that does it. */
  readonly function: string;
  readonly run: (i: number) => Promise<void>;
};

/** Runs one of the bench's requests; throws when it is refused. */
const must = async <T>(answer: Promise<{ readonly status: number; readonly body: T }>): Promise<T> => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`A request of the bench was answered ${status}: ${JSON.stringify(body)}`);
  return body;
};

const functionOf = (id: keyof Operations): string => (operations[id] as Operation).group;

/**
 * What agents do all day, in the order in which it can be done with the same tickets: they are listed before they are
 * kept, and kept before they are resolved. All but `create` work on the tickets that it made.
 */
export const benchOperations = (client: Pick<DeskClient, 'call'>): readonly BenchOperation[] => {
  const numbers: number[] = [];
  const at = (i: number) => ({ ...CARE, number: numbers[i % numbers.length]! });
  const operation = (name: string, id: keyof Operations, run: (i: number) => Promise<unknown>): BenchOperation => ({
    name,
    function: functionOf(id),
    run: async (i) => {
      await run(i);
    },
  });
  return [
    operation('create', 'createTicket', async (i) => {
      const { number } = await must(
        client.call('createTicket', {
          params: CARE,
          body: {
            title: `환불 요청 refund ${i}`,
            html: `<p>${textOf(i)}</p>`,
            customer: { email: `c${i % 97}@customer.example.com` },
          },
        }),
      );
      numbers.push(number);
    }),
    operation('list page of 50', 'listTickets', async () => {
      const { rows } = await must(
        client.call('listTickets', { params: CARE, query: { list: 'all_unassigned', limit: 50 } }),
      );
      // A page that is not full would measure a list of nothing.
      if (rows.length !== 50) throw new Error(`A page of ${rows.length} rows`);
    }),
    operation('ticket', 'getTicket', (i) => must(client.call('getTicket', { params: at(i) }))),
    operation('history of a ticket', 'listEntries', (i) => must(client.call('listEntries', { params: at(i) }))),
    operation('log of a ticket', 'listEvents', (i) => must(client.call('listEvents', { params: at(i) }))),
    operation('figures', 'getFigures', () => must(client.call('getFigures', { params: CARE }))),
    operation('keep', 'keepTicket', (i) =>
      must(client.call('keepTicket', { params: at(i), body: { groupId: 'delivery' } })),
    ),
    operation('answer and resolve', 'resolveTicket', (i) =>
      must(client.call('resolveTicket', { params: at(i), body: { html: '<p>done</p>' } })),
    ),
  ];
};
