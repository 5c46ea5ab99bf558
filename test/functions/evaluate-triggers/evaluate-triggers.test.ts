import { createHandler } from '../../../functions/evaluate-triggers/index.ts';
import { FAILURES_LIMIT } from '../../../shared/domain/trigger/trigger.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { aCustomer } from '../../support/customers.ts';
import { dynamoCustomerRepository } from '../../../shared/adapters/dynamodb/customer-repository.ts';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { aField } from '../../support/fields.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aTriggerDesk } from '../../support/trigger-desk.ts';
import { all, where } from '../../support/triggers.ts';
import { aDeskFact } from '../../support/tickets.ts';

jest.setTimeout(120_000);

const created = { kind: 'ticket_created' } as const;

/** The function under its role, on a service of its own. */
const aDesk = async () => {
  const { stage, deps: own } = await roleDesk('evaluate-triggers');
  const on = { client: stage.client, deskTable: stage.names.deskTable, sessionsTable: stage.names.sessionsTable };
  const desk = await aTriggerDesk(on, { own });
  const handle = createHandler(desk.deps);
  return {
    ...desk,
    on,
    consoles: stage.consoles,
    deliver: async (...numbers: readonly number[]) => {
      const facts = (await Promise.all(numbers.map((number) => desk.factsOf(number)))).map((all) => all.at(-1)!);
      return handle({
        Records: facts.map((fact, index) => ({
          messageId: `m${index}`,
          receiptHandle: `r${index}`,
          body: aBusMessage(fact),
        })) as never[],
      });
    },
  };
};

it('given an event of a ticket, then its triggers are evaluated by the ticket as it is, and what they do is written with its trace', async () => {
  const desk = await aDesk();
  const field = aField({ serviceId: desk.serviceId, code: 'tier', type: 'text', scope: 'agent' });
  await desk.definitions.save(field, undefined, aDeskFact({ id: 'evt_f', serviceId: desk.serviceId }));
  const customers = dynamoCustomerRepository({ ...desk.on, backoff: jitteredBackoff });
  await customers.save([{ record: aCustomer({ serviceId: desk.serviceId, customerId: 'cus_1' }) }]);
  await desk.rules(
    {
      event: created,
      conditions: all(
        where('entry.text', 'contains', 'burns'),
        where('ticket.title', 'matches', 'print(er)?'),
        where('customer.name', 'is_not_empty'),
        where('field.tier', 'is_empty'),
      ),
      actions: [
        { kind: 'set_field', code: 'tier', value: 'gold' },
        { kind: 'set_priority', priority: 'urgent' },
        { kind: 'comment', html: '<p>Ticket <b>#{ticket.number}</b></p>' },
        { kind: 'assign', groupId: 'second-line', strategy: 'random' },
      ],
    },
    { event: { kind: 'ticket_updated' }, actions: [{ kind: 'add_tag', tag: 'seen' }] },
  );
  await desk.create(1, { customerId: 'cus_1' });
  expect(await desk.deliver(1)).toEqual({ batchItemFailures: [] });

  expect(await desk.story()).toEqual({
    ticket: { priority: 'urgent', tags: ['seen'], status: 'unassigned', groupId: 'second-line', version: 3 },
    facts: ['ticket_created', '1: trg_1', '2: trg_2'],
    comments: ['Ticket #1'],
    runs: ['0, trg_1 fired', '1, trg_2 fired', '2, trg_2 fired_in_chain'],
  });
  expect(await desk.tickets.findFields(desk.serviceId, 1)).toEqual({ tier: { type: 'text', value: 'gold' } });
  const [first, second] = await desk.runs();
  const [, automated] = await desk.factsOf(1);
  expect(first).toMatchObject({
    occasion: { kinds: ['ticket_created'] },
    fact: { type: 'ticket_created' },
    version: 1,
    depth: 0,
    madeFactId: automated!.id,
    more: 0,
    considered: [
      {
        triggerId: 'trg_1',
        name: 'Rule 1',
        version: 1,
        conditions: [
          { field: 'entry.text', operator: 'contains', value: 'burns', met: true, groups: ['all'], path: [0] },
          { field: 'ticket.title', met: true, seen: 'Printer on fire', path: [1] },
          { field: 'customer.name', met: true, path: [2] },
          { field: 'field.tier', met: true, path: [3] },
        ],
        actions: [
          { kind: 'set_field', result: 'done', of: 'tier' },
          { kind: 'set_priority', result: 'done', of: 'urgent' },
          { kind: 'comment', result: 'done' },
          { kind: 'assign', result: 'done', of: 'second-line' },
        ],
      },
    ],
  });
  expect(second).toMatchObject({ chainId: first!.chainId, depth: 1, fact: { id: automated!.id } });
});

it('given a field that is deleted between two events, then what names it is outdated with the second', async () => {
  const desk = await aDesk();
  const field = aField({ serviceId: desk.serviceId, code: 'tier', type: 'text', scope: 'agent' });
  const fact = (id: string) => aDeskFact({ id, serviceId: desk.serviceId });
  await desk.definitions.save(field, undefined, fact('evt_f'));
  await desk.rules(
    { event: created, conditions: all(where('field.tier', 'is_empty')) },
    { event: created, actions: [{ kind: 'set_field', code: 'tier', value: 'gold' }] },
    { event: created, actions: [{ kind: 'add_tag', tag: 'seen' }] },
  );
  await desk.create(1);
  await desk.deliver(1);
  expect((await desk.story(1)).runs).toEqual(['0, trg_1 fired, trg_2 fired, trg_3 fired']);
  await desk.definitions.save({ ...field, version: 2, deleted: true }, field, fact('evt_g'));
  await desk.create(2);
  await desk.deliver(2);
  expect((await desk.story(2)).runs).toEqual(['0, trg_1 outdated, trg_2 outdated, trg_3 fired']);
});

it('given a batch in which an event comes twice and one is none, then that one alone fails', async () => {
  const desk = await aDesk();
  await desk.rules({ event: created, actions: [{ kind: 'add_tag', tag: 'seen' }] });
  await desk.create(1);
  await desk.create(2);
  expect(await desk.deliver(1, 2, 1)).toEqual({ batchItemFailures: [] });
  expect([(await desk.find(1)).version, (await desk.find(2)).version]).toEqual([2, 2]);
  const failing = createHandler(desk.deps);
  expect(await failing({ Records: [{ messageId: 'm9', receiptHandle: 'r9', body: '{}' } as never] })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm9' }],
  });
});

it(`given a trigger that failed ${FAILURES_LIMIT - 1} times, when it fails once more, then it is out of use and consoles of administrators hear of it, but those that are gone`, async () => {
  const desk = await aDesk();
  const throwing = () => () => {
    throw new Error('too much');
  };
  await desk.rules({ event: created, conditions: all(where('ticket.title', 'matches', 'a+')) });
  for (let failure = 1; failure < FAILURES_LIMIT; failure += 1)
    await desk.triggers.countUse(desk.serviceId, 'trg_1', { at: '2026-11-22T09:00:00.000Z', failed: true });
  const open = { serviceId: desk.serviceId, agentId: 'boss' };
  for (const connectionId of ['boss-1', 'gone'])
    await desk.connections.add({ connectionId, ...open }, new Date(desk.clock.now().getTime() - 60_000));
  desk.consoles.setAway({ gone: ['gone'] });
  await desk.create(1);
  const evaluate = desk.evaluator((deps) => ({ ...deps, patterns: { compiler: async () => throwing } }));
  await evaluate(1);
  expect(await desk.triggers.find(desk.serviceId, 'trg_1')).toMatchObject({
    version: 2,
    stopped: { why: 'failing', details: [{ detail: 'It failed 20 times in a row' }] },
  });
  expect(desk.consoles.sent.map(({ connectionId, message }) => [connectionId, message])).toEqual([
    [
      'boss-1',
      { type: 'trigger_stopped', serviceId: desk.serviceId, triggerId: 'trg_1', name: 'Rule 1', why: 'failing' },
    ],
  ]);
  const listening = await desk.connections.listByService(desk.serviceId, desk.clock.now());
  expect(listening.map(({ connectionId }) => connectionId)).toEqual(['boss-1']);
  expect((await desk.runs())[0]).toMatchObject({ considered: [{ outcome: 'failed' }] });
});
