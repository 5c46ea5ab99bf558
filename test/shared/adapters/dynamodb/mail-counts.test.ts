import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoMailCounts } from '../../../../shared/adapters/dynamodb/mail-counts.ts';
import { mailCountsKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { MAILS_COUNTED_FOR } from '../../../../shared/domain/trigger/mail-rules.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aTicket } from '../../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const SENT = { 'mina@example.com': [1_763_802_000, 1_763_802_060], 'lee@example.com': [1_763_802_030] };

test('counts are found as they were written with their ticket, and end ten hours after the newest mail', async () => {
  const tickets = dynamoTicketRepository({ ...engine, backoff: async () => {}, now: () => new Date() });
  const counts = dynamoMailCounts(engine);
  expect(await counts.find('support', 1024)).toEqual({ revision: 0, sent: {} });
  await tickets.save(aChange(aTicket({ version: 1 }), { mailCounts: { revision: 1, sent: SENT } }));
  expect(await counts.find('support', 1024)).toEqual({ revision: 1, sent: SENT });
  const { Item } = await engine.client.send(
    new GetCommand({ TableName: engine.sessionsTable, Key: mailCountsKey('support', 1024) }),
  );
  expect(Item!['expiresAt']).toBe(1_763_802_060 + MAILS_COUNTED_FOR);
});

test('given changes that were decided at once on the same counts, then one is written', async () => {
  const tickets = dynamoTicketRepository({ ...engine, backoff: async () => {}, now: () => new Date() });
  await tickets.save(aChange(aTicket({ number: 7, version: 1 })));
  const saved = await Promise.all(
    Array.from({ length: 8 }, () =>
      tickets.save(aChange(aTicket({ number: 7, version: 2 }), { mailCounts: { revision: 1, sent: SENT } })),
    ),
  );
  expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await dynamoMailCounts(engine).find('support', 7)).revision).toBe(1);
});
