import type { Trigger } from '../../../../shared/domain/trigger/trigger.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { recordCosts } from '../../../support/every-row.ts';
import { aTriggerDesk } from '../../../support/trigger-desk.ts';
import { all, where } from '../../../support/triggers.ts';

let engine: DynamoEngine;
let takeCosts: ReturnType<typeof recordCosts>;
beforeAll(async () => {
  engine = await startDynamoEngine();
  takeCosts = recordCosts(engine.client);
});
afterAll(() => engine.stop());

const READS = {
  rules: 'GetItemCommand 1',
  ticket: 'GetItemCommand 1',
  cursor: 'GetItemCommand 1',
  log: 'QueryCommand 1',
};
const vip = all(where('ticket.tags', 'any_of', ['vip']));

/** What the evaluation of one new ticket costs a function whose rules are warm. */
const costOf = async (...rules: readonly Partial<Trigger>[]): Promise<readonly string[]> => {
  const desk = await aTriggerDesk(engine);
  if (rules.length > 0) await desk.rules(...rules);
  await desk.create(1);
  await desk.evaluate(1);
  await desk.create(2);
  takeCosts();
  await desk.evaluate(2);
  return takeCosts();
};

// docs/access-patterns.md and ADR 72 say these numbers.
it('is one read unit for a service without a trigger in use', async () => {
  expect(await costOf()).toEqual([READS.rules]);
  expect(await costOf({ event: { kind: 'ticket_created' }, active: false })).toEqual([READS.rules]);
});

it('is four read units where no trigger listens', async () => {
  expect(await costOf({ event: { kind: 'customer_replied' } })).toEqual(Object.values(READS));
});

it('is four read and four write units where triggers listen and none fires', async () => {
  expect(await costOf({ event: { kind: 'ticket_created' }, conditions: vip })).toEqual([
    ...Object.values(READS),
    'TransactWriteItemsCommand 4',
  ]);
});

it('is four read and ten write units where one sets a field of the ticket, and one to count it', async () => {
  expect(await costOf({ event: { kind: 'ticket_created' } })).toEqual([
    ...Object.values(READS),
    'TransactWriteItemsCommand 10',
    'UpdateItemCommand 1',
  ]);
});

it('is a read unit more for what conditions ask beside the ticket: its fields, its entry, its customer', async () => {
  const asking = (field: string) =>
    costOf(
      { event: { kind: 'customer_replied' } },
      { event: { kind: 'ticket_created' }, conditions: all(where(field, 'is', 'x')) },
    );
  expect(await asking('entry.text')).toEqual([
    'GetItemCommand 1',
    ...Object.values(READS),
    'TransactWriteItemsCommand 4',
  ]);
});
