import { monotonicFactory } from 'ulid';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import type { ClockAndIds } from '../../shared/application/ports/platform.ts';
import { answerTicket } from '../../shared/application/tickets/answer-ticket.ts';
import { createTicket } from '../../shared/application/tickets/create-ticket.ts';
import { keepTicket } from '../../shared/application/tickets/keep-ticket.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openTables, type DeskTables } from '../support/desk-tables.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { HURRIED, openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let desk: OpenDesk;
let tables: DeskTables;
let mina: DeskClient;
let live: LiveListener;
beforeAll(async () => {
  desk = await openDesk({ config: HURRIED });
  tables = await openTables(desk.data);
  mina = await desk.signIn('mina@example.com');
  live = await listenLive(mina, 'care');
});
afterAll(async () => {
  tables.close();
  await live.close();
  await desk.close();
});

const accept = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
};

const ulid = monotonicFactory();
/**
 * A ticket that was opened, kept and answered an hour apart, the last of it so long ago: by the use cases, with a clock
 * of the past.
 */
const answeredAgo = async (
  serviceId: string,
  ago: number,
  command: 'resolve' | 'pend',
  email: string,
): Promise<Ticket> => {
  const { client, deskTable, sessionsTable } = tables;
  const on = { client, deskTable, sessionsTable, backoff: jitteredBackoff };
  const directory = dynamoDeskDirectory(on);
  const agent = (await directory.listAgents(serviceId)).find(({ role }) => role === 'agent')!;
  const useCasesAt = (at: Date) => {
    const clock: ClockAndIds = { now: () => at, newId: (prefix) => `${prefix}_${ulid(at.getTime())}` };
    const deps = {
      clock,
      directory,
      backoff: jitteredBackoff,
      richText: sanitizedRichText,
      phoneNumbers: libPhoneNumbers,
      customers: dynamoCustomerRepository(on),
      restrictedWords: dynamoRestrictedWords(on),
      layouts: dynamoMailLayoutRepository(on),
      definitions: dynamoFieldRepository(on),
      tickets: dynamoTicketRepository({ ...on, now: clock.now }),
    };
    return { create: createTicket(deps), keep: keepTicket(deps), answer: answerTicket(deps, command) };
  };
  const end = Date.now() - ago;
  const about = { serviceId, agent, correlationId: 'cor_past' };
  const { number } = accept(
    await useCasesAt(new Date(end - 2 * HOUR)).create({
      ...about,
      title: `an old question of ${email}`,
      html: '<p>long ago</p>',
      customer: { email },
      priority: 'normal',
    }),
  );
  accept(await useCasesAt(new Date(end - HOUR)).keep({ ...about, number }));
  return accept(await useCasesAt(new Date(end)).answer({ ...about, number, html: '<p>answered long ago</p>' }));
};
const now = async (client: DeskClient, { serviceId, number }: Ticket) =>
  (await client.call('getTicket', { params: { serviceId, number } })).body;

it('given tickets resolved before and after their service’s days, then a schedule completes those before, and a reply to one of them makes a follow-up', async () => {
  const { client, deskTable } = tables;
  const registry = dynamoDeskRegistry({ client, deskTable, backoff: jitteredBackoff });
  const engineering = (await dynamoDeskDirectory({ client, deskTable }).findService('engineering'))!;
  await registry.putService({ ...engineering, autoCompleteDays: 0 });
  const old = await answeredAgo('care', 15 * DAY, 'resolve', 'old@customer.example.com');
  const older = await answeredAgo('care', 40 * DAY, 'resolve', 'older@customer.example.com');
  const young = await answeredAgo('care', 14 * DAY - 2 * HOUR, 'resolve', 'young@customer.example.com');
  const waiting = await answeredAgo('care', 40 * DAY, 'pend', 'waiting@customer.example.com');
  const never = await answeredAgo('engineering', 400 * DAY, 'resolve', 'never@customer.example.com');

  await waitUntil(
    'the schedule to complete what is old',
    async () => (await now(mina, old)).status === 'completed' && (await now(mina, older)).status === 'completed',
    90_000,
  );

  const [engineer, admin] = await Promise.all([desk.signIn('engineer@example.com'), desk.signIn('admin@example.com')]);
  expect([
    (await now(mina, young)).status,
    (await now(mina, waiting)).status,
    (await now(engineer, never)).status,
  ]).toEqual(['resolved', 'pending', 'resolved']);
  const events = (await admin.call('listEvents', { params: { serviceId: 'care', number: old.number } })).body.events;
  expect(events.find(({ type }) => type === 'ticket_completed')).toMatchObject({
    actor: { kind: 'system' },
    version: old.version + 1,
    changes: { status: { before: 'resolved', after: 'completed' } },
  });
  await live.next('ticket_changed', (message) => message.fact === 'ticket_completed' && message.number === old.number);
  expect(await now(mina, old)).toMatchObject({ completedAt: expect.any(String), assigneeId: old.assigneeId });

  const { parsed } = await onlyMailTo(desk.outboxUrl, 'old@customer.example.com');
  await sendAsCustomer(desk.smtpPort, {
    from: 'old@customer.example.com',
    to: 'support@desk.example.com',
    subject: parsed.subject!,
    inReplyTo: parsed.messageId!,
    references: [parsed.messageId!],
    text: 'it is broken again',
  });
  const { number } = await live.next(
    'ticket_changed',
    (message) => message.fact === 'ticket_created' && message.number > waiting.number,
  );
  expect(await now(mina, { ...old, number })).toMatchObject({ status: 'unassigned', followsNumber: old.number });
  expect((await now(mina, old)).status).toBe('completed');

  // What was completed has been counted.
  expect(await desk.operate('reconcile', '--service', 'care', '--service', 'engineering')).toMatch(
    /care: .*no difference[^]*engineering: .*no difference/,
  );
});
