import { dynamoAutomationRepository } from '../../../shared/adapters/dynamodb/automation-repository.ts';
import type { TriggerTrace } from '../../../shared/domain/trigger/trigger-run.ts';
import { httpDesk } from '../../support/http-desk.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';
import { aTrace } from '../../support/trigger-traces.ts';

/** A ticket, and what triggers saw of it. */
const aDesk = async (...traces: readonly Partial<TriggerTrace>[]) => {
  const desk = await httpDesk();
  const number = await desk.create();
  const { client, names } = await hostedStage();
  const automation = dynamoAutomationRepository({
    client,
    sessionsTable: names.sessionsTable,
    backoff: async () => {},
    now: () => new Date(),
  });
  await automation.save({
    after: { serviceId: 'support', number, version: 1, revision: 1, chains: {} },
    traces: traces.map((over, index) =>
      aTrace({ number, runId: `2026-11-22T09:00:0${index}.000Z_evt_${index}`, ...over }),
    ),
  });
  const list = async (query: Record<string, string> = {}, as = 'first') =>
    desk.call('listTriggerRuns', { as, params: { number }, query });
  return { ...desk, number, list };
};

it('given what triggers saw of a ticket, then whoever may read it reads each, newest first, in pages', async () => {
  const desk = await aDesk(
    {},
    {
      occasion: { kinds: ['hours_since'], since: 'status_change', hours: 24 },
      fact: undefined as never,
      madeFactId: undefined as never,
      considered: [{ triggerId: 'trg_2', name: 'Reminder', version: 1, outcome: 'nothing_relevant_changed' }],
      more: 3,
    },
  );
  const { status, body } = await desk.list();
  expect(status).toBe(200);
  expect(body).toEqual({
    nextCursor: null,
    runs: [
      expect.objectContaining({
        kinds: ['hours_since'],
        time: { since: 'status_change', hours: 24 },
        event: null,
        madeEventId: null,
        more: 3,
        considered: [
          {
            triggerId: 'trg_2',
            name: 'Reminder',
            version: 1,
            outcome: 'nothing_relevant_changed',
            conditions: [],
            actions: [],
          },
        ],
      }),
      {
        runId: '2026-11-22T09:00:00.000Z_evt_0',
        at: '2026-11-22T09:00:01.000Z',
        kinds: ['ticket_created'],
        time: null,
        event: { id: 'evt_1', type: 'ticket_created' },
        version: 1,
        chainId: 'evt_1',
        depth: 0,
        madeEventId: 'evt_2',
        considered: [
          {
            triggerId: 'trg_1',
            name: 'First rule',
            version: 3,
            outcome: 'fired',
            conditions: [
              {
                groups: ['all'],
                path: [0],
                field: 'ticket.priority',
                operator: 'is',
                value: 'normal',
                met: true,
                seen: 'normal',
              },
            ],
            actions: [{ kind: 'set_priority', result: 'done', of: 'urgent', why: null }],
          },
        ],
        more: 0,
      },
    ],
  });
  const first = await desk.list({ limit: '1' });
  expect(first.body['runs']).toEqual([(body['runs'] as unknown[])[0]]);
  const second = await desk.list({ limit: '1', cursor: String(first.body['nextCursor']) });
  expect(second.body['runs']).toEqual([(body['runs'] as unknown[])[1]]);
  expect((await desk.call('listTriggerRuns', { params: { number: 99 } })).status).toBe(404);
  expect((await desk.list({ cursor: 'another' })).status).toBe(400);
});

it('given a field that agents may not see, then they read that a condition was met and what the action led to, and nothing of the field', async () => {
  const desk = await aDesk({
    considered: [
      {
        triggerId: 'trg_1',
        name: 'First rule',
        version: 1,
        outcome: 'fired',
        conditions: [
          { field: 'field.score', operator: 'is', value: '7', met: true, seen: '7', groups: ['any'], path: [0] },
          { field: 'field.order', operator: 'is_empty', met: true, groups: ['any'], path: [1] },
        ],
        actions: [{ kind: 'set_field', result: 'field_not_valid', of: 'score', why: 'At most 5 characters' }],
      },
    ],
  });
  const define = (code: string, agent: boolean) =>
    desk.call('createField', {
      as: 'boss',
      body: { code, scope: 'agent', type: 'text', names: { en: code }, exposure: { agent, customer: false } },
    });
  expect([(await define('score', false)).status, (await define('order', true)).status]).toEqual([201, 201]);
  const consideredFor = async (as: string) => {
    const [run] = (await desk.list({}, as)).body['runs'] as { considered: unknown[] }[];
    return run!.considered;
  };
  expect(await consideredFor('first')).toMatchObject([
    {
      conditions: [
        { field: null, operator: null, value: null, met: true, seen: null, groups: ['any'], path: [0] },
        { field: 'field.order', operator: 'is_empty', met: true },
      ],
      actions: [{ kind: 'set_field', result: 'field_not_valid', of: null, why: null }],
    },
  ]);
  expect(await consideredFor('boss')).toMatchObject([
    {
      conditions: [{ field: 'field.score', value: '7', seen: '7' }, {}],
      actions: [{ of: 'score', why: 'At most 5 characters' }],
    },
  ]);
});
