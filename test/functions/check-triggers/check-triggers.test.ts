import { createHandler } from '../../../functions/check-triggers/index.ts';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoFieldRepository } from '../../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTriggerRepository } from '../../../shared/adapters/dynamodb/trigger-repository.ts';
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
  const { client, names } = stage;
  const on = { client, deskTable: names.deskTable, backoff: jitteredBackoff };
  const { directory } = operator;
  await directory.putService(aService({ serviceId }));
  await directory.putGroup({ serviceId, groupId: 'first-line', name: 'First line' });
  await directory.putAgent(anAgent({ serviceId, agentId: 'kim' }));
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
  const handle = createHandler({ ...deps, log, clock });
  return {
    rules,
    directory,
    log,
    facts: () =>
      stage.rows.deskFacts.filter(({ subject, action }) => subject.kind === 'trigger' && action === 'changed'),
    deleteField: () => definitions.save(tombstoneOf(size), size, aDeskFact({ id: 'evt_gone' })),
    given: (event: string) => handle(JSON.parse(event)),
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
  expect(desk.log.lines).toMatchObject([
    { message: 'trigger_stopped', members: { serviceId, triggerId: 'trg_0', why: 'outdated' } },
    { message: 'trigger_stopped', members: { triggerId: 'trg_2' } },
  ]);
  // Told twice, or late: nothing more.
  await Promise.all([desk.given(removed()), desk.given(removed())]);
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

it('given a service without triggers, then nothing is read but that', async () => {
  const desk = await aDesk();
  await desk.given(removed());
  expect(desk.facts()).toEqual([]);
});

it('given what is no event of a service, then it fails', async () => {
  const desk = await aDesk({});
  await expect(desk.given('{}')).rejects.toThrow();
});
