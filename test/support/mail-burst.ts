import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { forEachAtMost } from '../../shared/application/live/at-most.ts';
import { sendAsCustomer } from './customer-mail.ts';
import type { DeskClient } from './desk-client.ts';
import { openTables } from './desk-tables.ts';
import type { OpenDesk } from './open-desk.ts';
import { waitUntil } from './wait-until.ts';

const CARE = { serviceId: 'care' };
/** Mail programs that write at the same time. */
const SENDERS = 8;
/** Milliseconds for all of it, on a machine that does something else too. */
const PATIENCE = 600_000;
/** The agents of the group that the tickets are given to. */
const AGENTS = ['mina@example.com', 'jun@example.com', 'admin@example.com'];

/** `count` triggers: all but one ask in vain, and that one gives each new ticket by mail to the next of a group. */
const makeTriggers = async (admin: DeskClient, count: number): Promise<void> => {
  for (let nth = 1; nth <= count; nth += 1) {
    const isTheOne = nth === count - 1;
    const { status, body } = await admin.call('createTrigger', {
      params: CARE,
      body: {
        name: `Rule ${nth}`,
        event: { kind: nth % 2 === 0 || isTheOne ? 'ticket_created' : 'ticket_updated' },
        conditions: {
          match: 'all',
          conditions: isTheOne
            ? [{ field: 'ticket.channel', operator: 'is', value: 'email' }]
            : [
                { field: 'ticket.title', operator: 'contains', value: `Product ${nth}` },
                { field: 'entry.text', operator: 'contains', value: `number ${nth}` },
              ],
        },
        actions: isTheOne
          ? [{ kind: 'assign', groupId: 'delivery', strategy: 'sequential' }]
          : [{ kind: 'add_tag', tag: `rule-${nth}` }],
      },
    });
    if (status !== 201) throw new Error(`Trigger ${nth} was answered ${status} ${JSON.stringify(body)}`);
  }
};

/** All rows of a menu list, as a console that scrolls to its end. */
const rowsOf = async (client: DeskClient, list: 'all' | 'all_unassigned' | 'my_processing') => {
  const rows: Awaited<ReturnType<typeof client.call<'listTickets'>>>['body']['rows'] = [];
  let cursor: string | undefined;
  do {
    const { body } = await client.call('listTickets', {
      params: CARE,
      query: { list, limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    });
    rows.push(...body.rows);
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
};

export type MailBurst = {
  /** Seconds in which the desk took all mails. */
  readonly taken: number;
  /**
   * Milliseconds from when a customer's mail program called to when the ticket was an agent's, in order: the time is
   * in it that the desk let the program wait.
   */
  readonly waits: readonly number[];
  /** Of each agent: tickets that are theirs, as the tickets say, and those that their list shows. */
  readonly agents: readonly { readonly assigned: readonly number[]; readonly listed: readonly number[] }[];
  /** Tickets of the burst that the list of unassigned ones still shows. */
  readonly unassigned: readonly number[];
  /** What a recount of the service's figures says. */
  readonly recount: string;
};

/**
 * A burst of mails to a desk as `openDesk` starts it, with triggers of which one hands the tickets out to the three
 * agents of a group in turn. Resolves when all are assigned and the lists and figures have followed.
 */
export const mailBurst = async (desk: OpenDesk, mails: number, triggers: number): Promise<MailBurst> => {
  const clients = await Promise.all(AGENTS.map((email) => desk.signIn(email)));
  const admin = clients.at(-1)!;
  await makeTriggers(admin, triggers);
  const sentAt = new Map<string, number>();
  const begun = Date.now();
  await forEachAtMost(SENDERS, [...Array(mails).keys()], async (index) => {
    const subject = `Where is parcel ${index}?`;
    const from = `customer-${index}@customer.example.com`;
    sentAt.set(subject, Date.now());
    await sendAsCustomer(desk.smtpPort, { from, to: 'support@desk.example.com', subject, text: 'It is late' });
  });
  const taken = (Date.now() - begun) / 1000;
  const ofBurst = ({ title }: { readonly title: string }) => sentAt.has(title);
  const numbersOf = (rows: readonly { readonly number: number; readonly title: string }[]) =>
    rows
      .filter(ofBurst)
      .map(({ number }) => number)
      .toSorted((one, other) => one - other);
  await waitUntil(
    'all tickets to be assigned',
    async () => (await rowsOf(admin, 'all')).filter((row) => ofBurst(row) && row.assigneeId !== null).length === mails,
    PATIENCE,
    1000,
  );
  const recount = await desk.operate('reconcile', '--service', CARE.serviceId);
  const tables = await openTables(desk.data);
  try {
    const tickets = dynamoTicketRepository({ ...tables, backoff: async () => {}, now: () => new Date() });
    const waits: number[] = [];
    const assigned = new Map<string, number[]>();
    await forEachAtMost(SENDERS, numbersOf(await rowsOf(admin, 'all')), async (number) => {
      const ticket = await tickets.find(CARE.serviceId, number);
      const { items } = await tickets.listFacts(CARE.serviceId, number, { limit: 20, order: 'oldest' });
      const at = items.find(({ type }) => type === 'ticket_assigned')!.at;
      waits.push(Date.parse(at) - sentAt.get(ticket!.title)!);
      const theirs = assigned.get(ticket!.assigneeId!) ?? [];
      assigned.set(ticket!.assigneeId!, [...theirs, number]);
    });
    const agents = await Promise.all(
      clients.map(async (client) => {
        const { agentId } = (await client.call('getMe')).body;
        return {
          assigned: (assigned.get(agentId) ?? []).toSorted((one, other) => one - other),
          listed: numbersOf(await rowsOf(client, 'my_processing')),
        };
      }),
    );
    const unassigned = numbersOf(await rowsOf(admin, 'all_unassigned'));
    return { taken, waits: waits.toSorted((one, other) => one - other), agents, unassigned, recount };
  } finally {
    tables.close();
  }
};
