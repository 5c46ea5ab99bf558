import { createHandler } from '../../../functions/check-triggers/index.ts';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoFieldRepository } from '../../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTriggerRepository } from '../../../shared/adapters/dynamodb/trigger-repository.ts';
import type { StopOutdatedDeps } from '../../../shared/application/triggers/stop-outdated.ts';
import { triggerFact } from '../../../shared/application/triggers/trigger-fact.ts';
import { tombstoneOf } from '../../../shared/domain/desk/field.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import type { Trigger } from '../../../shared/domain/trigger/trigger.ts';
import { aDeskBusMessage } from '../../support/bus-message.ts';
import { steppingClock } from '../../support/clock.ts';
import { aField } from '../../support/fields.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aDeskFact, anAgent, aService } from '../../support/tickets.ts';
import { all, aTrigger, where } from '../../support/triggers.ts';

jest.setTimeout(60_000);

const serviceId = 'support';
const removed = (over: Partial<DeskFact> = {}) =>
  aDeskBusMessage(
    aDeskFact({ type: 'settings_changed', subject: { kind: 'field', id: 'size' }, action: 'removed', ...over }),
  );

/** A service with a group of kim, the field `size` and a category, and these triggers. */
const aDesk = async (...triggers: readonly Partial<Trigger>[]) => {
  const { stage, deps, operator, log } = await roleDesk('check-triggers');
  stage.consoles.sent.length = 0;
  const { client, names } = stage;
  const on = { client, deskTable: names.deskTable, backoff: jitteredBackoff };
  const { directory } = operator;
  await directory.putService(aService({ serviceId }));
  await directory.putGroup({ serviceId, groupId: 'first-line', name: 'First line' });
  await directory.putAgent(anAgent({ serviceId, agentId: 'kim' }));
  await directory.putAgent(anAgent({ serviceId, agentId: 'boss', role: 'administrator', groupIds: [] }));
  const definitions = dynamoFieldRepository(on);
  const size = aField({ serviceId, code: 'size', type: 'text' });
  await definitions.save(size, undefined, aDeskFact({ id: 'evt_field' }));
  const rules = dynamoTriggerRepository(on);
  const made = triggers.map((over, order) => aTrigger({ serviceId, triggerId: `trg_${order}`, order, ...over }));
  const clock = steppingClock();
  const [first] = made;
  if (first !== undefined)
    await rules.save({
      serviceId,
      revision: 0,
      put: made,
      after: made,
      facts: [triggerFact(clock, { serviceId, agentId: 'boss', correlationId: 'cor_1' }, undefined, first)],
    });

  return {
    rules,
    consoles: stage.consoles,
    /** A console of an agent that is open. */
    open: (agentId: string, connectionId: string) =>
      operator.connections.add({ connectionId, serviceId, agentId }, new Date(clock.now().getTime() - 60_000)),
    directory,
    log,
    facts: () =>
      stage.rows.deskFacts.filter(({ subject, action }) => subject.kind === 'trigger' && action === 'changed'),
    deleteField: () => definitions.save(tombstoneOf(size), size, aDeskFact({ id: 'evt_gone' })),
    given: (event: string, over: Partial<StopOutdatedDeps> = {}) =>
      createHandler({ ...deps, log, clock, ...over })(JSON.parse(event)),
    stopped: async () =>
      (await rules.list(serviceId)).triggers.flatMap(({ triggerId, stopped }) =>
        stopped === undefined ? [] : [[triggerId, stopped.why, stopped.details.map(({ pointer }) => pointer)]],
      ),
  };
};

const ASKS_SIZE = all(where('field.size', 'is', 'XL'), where('ticket.title', 'matches', '^A{3}'));

it('given a field that is deleted, then triggers that name it are stopped, say why, and the log tells it', async () => {
  const desk = await aDesk(
    { conditions: ASKS_SIZE },
    {},
    { actions: [{ kind: 'set_field', code: 'size', value: 'L' }] },
    { conditions: ASKS_SIZE, active: false },
  );
  await desk.given(removed());
  expect(await desk.stopped()).toEqual([]);
  await desk.open('boss', 'boss-1');
  await desk.open('boss', 'gone');
  await desk.open('kim', 'kim-1');
  desk.consoles.setAway({ gone: ['gone'] });
  await desk.deleteField();
  await desk.given(removed());
  expect(await desk.stopped()).toEqual([
    ['trg_0', 'outdated', ['#/conditions/conditions/0/field']],
    ['trg_2', 'outdated', ['#/actions/0/code']],
  ]);
  expect(desk.facts()).toMatchObject([
    { actor: { kind: 'system' }, subject: { id: 'trg_0' }, changed: ['stopped'] },
    { actor: { kind: 'system' }, subject: { id: 'trg_2' }, changed: ['stopped'] },
  ]);
  expect(desk.log.lines.filter(({ message }) => message !== 'push_gone')).toMatchObject([
    { message: 'trigger_stopped', members: { serviceId, triggerId: 'trg_0', why: 'outdated' } },
    { message: 'trigger_stopped', members: { triggerId: 'trg_2' } },
  ]);
  const told = ['trg_0', 'trg_2'].map((triggerId) => [
    'boss-1',
    { type: 'trigger_stopped', serviceId, triggerId, name: 'First rule', why: 'outdated' },
  ]);
  expect(desk.consoles.sent.map(({ connectionId, message }) => [connectionId, message])).toEqual(told);
  // Told twice, or late: nothing more.
  await Promise.all([desk.given(removed()), desk.given(removed())]);
  expect(desk.consoles.sent).toHaveLength(told.length);
  expect(desk.facts()).toHaveLength(2);
});

it('given a designated agent who leaves, or their group, then the trigger that names them is stopped', async () => {
  const desk = await aDesk(
    { actions: [{ kind: 'assign', groupId: 'first-line', strategy: 'designated', agentId: 'kim' }] },
    { actions: [{ kind: 'forward_to_group', groupId: 'first-line' }] },
  );
  await desk.directory.putAgent(anAgent({ serviceId, agentId: 'kim', active: false, groupIds: [] }));
  await desk.given(removed({ type: 'agent_changed', subject: { kind: 'agent', id: 'kim' }, action: 'changed' }));
  expect(await desk.stopped()).toMatchObject([['trg_0', 'outdated', ['#/actions/0/agentId']]]);
});

it('given consoles that can’t be told, then it is stopped all the same, once, and the operator reads of it', async () => {
  const desk = await aDesk({ conditions: ASKS_SIZE });
  await desk.deleteField();
  await desk.given(removed(), {
    connections: { forget: async () => {}, listByService: () => Promise.reject(new Error('The table is away')) },
  });
  expect(await desk.stopped()).toHaveLength(1);
  expect(desk.log.lines.map(({ message }) => message)).toEqual(['trigger_stopped', 'trigger_stop_not_told']);
});

it('given a service without triggers, then nothing is read but that', async () => {
  const desk = await aDesk();
  await desk.given(removed());
  expect(desk.facts()).toEqual([]);
});

it('given what is no event of a service, then it fails', async () => {
  const desk = await aDesk({});
  await expect(desk.given('{}')).rejects.toThrow();
});
