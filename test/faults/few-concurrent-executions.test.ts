import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { findDesk } from '../../infra/operate/deployed-desk.ts';
import { deadLettersOutput, LOSERS } from '../../infra/operate/stack-outputs.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { Answer, DeskClient } from '../support/desk-client.ts';
import { HURRIED, openDesk, type OpenDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(300_000);

/** A new account of AWS has ten; with fewer, a handful of agents is enough to meet the limit. */
const EXECUTIONS = 3;
const CUSTOMERS = 24;
const customerOf = (i: number) => `patient-${i}@customer.example.com`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk({ config: HURRIED, concurrentExecutions: EXECUTIONS });
});
afterAll(() => desk.close());

/** Answers that were not the API's own: the gateway's, whose function was throttled. */
const refused: { readonly status: number; readonly body: unknown }[] = [];

/** As the console does it: what answered 5xx is asked again, with the same key. People ask again in the end. */
const untilDone = async <T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> => {
  for (let wait = 200; ; wait = Math.min(2 * wait, 4000)) {
    const answer = await ask();
    if (answer.status < 500) return answer;
    refused.push({ status: answer.status, body: answer.body });
    await pause(wait * (0.5 + Math.random()));
  }
};

/** How many letters lie in each queue of dead letters that is not empty. */
const deadLetters = async (): Promise<Readonly<Record<string, number>>> => {
  const { client, output } = await findDesk({ data: desk.data });
  const sqs = new SQSClient(client);
  const counts = await Promise.all(
    LOSERS.map(async (of): Promise<[string, number]> => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: output(deadLettersOutput(of)),
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return [of, Number(Attributes!['ApproximateNumberOfMessages'])];
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
};

it(`given room for ${EXECUTIONS} executions, when ${CUSTOMERS} mails and many agents' requests come at once, then each is done or answered 503, all answers leave once and nothing is a dead letter`, async () => {
  const admin: DeskClient = await desk.signIn('admin@example.com');
  await Promise.all(
    Array.from({ length: CUSTOMERS }, (_, i) =>
      sendAsCustomer(desk.smtpPort, {
        from: customerOf(i),
        to: 'support@desk.example.com',
        subject: `Patient question ${i}`,
        text: `This is question ${i}.`,
        messageId: `<patient-${i}@customer.example.com>`,
      }),
    ),
  );
  const numbers = await waitUntil(
    'every mail to be a ticket',
    async () => {
      const { body } = await untilDone(() =>
        admin.call('listTickets', { params: { serviceId: 'care' }, query: { list: 'all', limit: 100 } }),
      );
      return body.rows.length >= CUSTOMERS ? body.rows.map((row) => row.number) : undefined;
    },
    120_000,
    1000,
  );

  const work = async (number: number): Promise<readonly number[]> => {
    const params = { serviceId: 'care', number };
    const keep = await untilDone(() =>
      admin.call('keepTicket', {
        params,
        body: { groupId: 'delivery' },
        headers: { 'idempotency-key': `keep-the-ticket-${number}` },
      }),
    );
    const resolve = await untilDone(() =>
      admin.call('resolveTicket', {
        params,
        body: { html: `<p>Answer to ${number}</p>` },
        headers: { 'idempotency-key': `resolve-the-ticket-${number}` },
      }),
    );
    return [keep.status, resolve.status];
  };
  const answers = await Promise.all(numbers.map(work));

  expect(answers).toEqual(numbers.map(() => [200, 200]));
  // The limit was met, and nothing but the gateway said so.
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.filter(({ status, body }) => status !== 503 || JSON.stringify(body) !== SERVICE_UNAVAILABLE)).toEqual(
    [],
  );

  await waitUntil(
    'every answer to have left',
    async () => {
      for (let i = 0; i < CUSTOMERS; i += 1)
        if ((await sentTo(desk.outboxUrl, customerOf(i))).length === 0) return false;
      return true;
    },
    120_000,
    1000,
  );
  await pause(8000); // longer than the settle time: a second sending would have shown
  const sent = await Promise.all(
    Array.from({ length: CUSTOMERS }, async (_, i) => (await sentTo(desk.outboxUrl, customerOf(i))).length),
  );
  expect(sent).toEqual(Array.from({ length: CUSTOMERS }, () => 1));
  await waitUntil(
    'the figures to equal a recount',
    async () => (await desk.operate('reconcile', '--service', 'care')).includes('no difference'),
    30_000,
    1000,
  );
  expect(await deadLetters()).toEqual({});
});

const SERVICE_UNAVAILABLE = '{"message":"Service Unavailable"}';
