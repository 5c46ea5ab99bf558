import { LONGEST_STRETCH } from '../../../../shared/application/triggers/find-due-times.ts';
import type { Trigger } from '../../../../shared/domain/trigger/trigger.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aDeskFact } from '../../../support/tickets.ts';
import { aTriggerDesk, START } from '../../../support/trigger-desk.ts';
import { all, where } from '../../../support/triggers.ts';

jest.setTimeout(120_000);

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const after = (since: 'created' | 'last_reply' | 'status_change', hours: number, over: Partial<Trigger> = {}) => ({
  event: { kind: 'hours_since', since, hours } as const,
  actions: [{ kind: 'add_tag', tag: `${since} ${hours}` } as const],
  ...over,
});
/** A desk with these triggers, at which somebody has looked once. */
const aDesk = async (...rules: readonly Partial<Trigger>[]) => {
  const desk = await aTriggerDesk(engine);
  await desk.rules(...rules);
  await desk.findDueTimes();
  return desk;
};
const tagsOf = async (desk: Awaited<ReturnType<typeof aDesk>>, number = 1) => (await desk.find(number)).tags;

describe('given a trigger some hours after a ticket was created', () => {
  it('then it fires in the minute in which they have passed, not before, and once', async () => {
    const desk = await aDesk(after('created', 2));
    await desk.create();
    await desk.evaluate(1);
    desk.pass(2 * HOUR - MINUTE);
    expect(await desk.findDueTimes()).toEqual([]);
    desk.pass(MINUTE);
    expect(await desk.findDueTimes()).toHaveLength(1);
    expect(await tagsOf(desk)).toEqual(['created 2']);
    desk.pass(MINUTE);
    expect(await desk.findDueTimes()).toEqual([]);
    const [run] = await desk.runs();
    expect(run).toMatchObject({
      occasion: { kinds: ['hours_since'], since: 'created', hours: 2 },
      depth: 0,
      considered: [{ triggerId: 'trg_1', outcome: 'fired' }],
    });
    expect(run).not.toHaveProperty('fact');
    expect((await desk.factsOf(1)).at(-1)).toMatchObject({ automation: { depth: 1, chainId: run!.chainId } });
  });

  it('when the time is told three times, then what it does is done once', async () => {
    const desk = await aDesk(after('created', 1, { actions: [{ kind: 'comment', html: '<p>Late</p>' }] }));
    await desk.create();
    await desk.evaluate(1);
    desk.pass(HOUR + MINUTE);
    await desk.findDueTimes({ times: 3 });
    expect((await desk.story()).comments).toEqual(['Late']);
    expect((await desk.runs()).map(({ considered }) => considered[0]?.outcome)).toEqual(['fired']);
  });

  it('when it is evaluated at the same moment by several, then what it does is done once', async () => {
    const desk = await aDesk(after('created', 1, { actions: [{ kind: 'comment', html: '<p>Late</p>' }] }));
    await desk.create();
    await desk.evaluate(1);
    desk.pass(HOUR + MINUTE);
    const [due] = await desk.findDueTimes({ times: 0 });
    await Promise.all(Array.from({ length: 4 }, () => desk.evaluateTime(due!)));
    expect((await desk.story()).comments).toEqual(['Late']);
  });

  it('when nobody evaluates the ticket’s own event in time, then the time is counted from it all the same', async () => {
    const desk = await aDesk(after('created', 1));
    await desk.create();
    desk.pass(10 * MINUTE);
    await desk.evaluate(1);
    desk.pass(50 * MINUTE);
    await desk.findDueTimes();
    expect(await tagsOf(desk)).toEqual(['created 1']);
  });

  it('when conditions are not met at that time, then it leaves a trace, and nothing else', async () => {
    const desk = await aDesk(after('created', 1, { conditions: all(where('ticket.status', 'is', 'pending')) }));
    await desk.create();
    await desk.evaluate(1);
    desk.pass(HOUR);
    await desk.findDueTimes();
    expect(await desk.story()).toMatchObject({
      facts: ['ticket_created'],
      runs: ['0, trg_1 conditions_not_met'],
    });
  });
});

it('given hours after the last reply, when somebody replies, then they are counted anew', async () => {
  const desk = await aDesk(after('last_reply', 4), after('created', 4));
  await desk.create();
  await desk.evaluate(1);
  desk.pass(3 * HOUR);
  await desk.change(1, {}, 'customer_replied');
  await desk.evaluate(1);
  desk.pass(2 * HOUR);
  expect(await desk.findDueTimes()).toHaveLength(2);
  expect(await tagsOf(desk)).toEqual(['created 4']);
  desk.pass(2 * HOUR);
  await desk.findDueTimes();
  expect(await tagsOf(desk)).toEqual(['created 4', 'last_reply 4']);
});

it('given a reminder after a day pending, when the status changes and changes back, then the day begins again', async () => {
  const pending = all(where('ticket.status', 'is', 'pending'));
  const desk = await aDesk(after('status_change', 24, { conditions: pending }));
  await desk.create(1, { status: 'processing', assigneeId: 'boss' });
  const become = async (status: 'pending' | 'processing') => {
    await desk.change(1, { status }, status === 'pending' ? 'ticket_pended' : 'customer_replied');
    await desk.evaluate(1);
  };
  await become('pending');
  desk.pass(20 * HOUR);
  await become('processing');
  await become('pending');
  desk.pass(5 * HOUR);
  await desk.findDueTimes();
  expect(await tagsOf(desk)).toEqual([]);
  desk.pass(19 * HOUR);
  await desk.findDueTimes();
  expect(await tagsOf(desk)).toEqual(['status_change 24']);
});

it('given what a time trigger does, then other triggers see it', async () => {
  const desk = await aDesk(after('created', 1), {
    event: { kind: 'ticket_updated' },
    mode: 'selective',
    conditions: all(where('ticket.tags', 'any_of', ['created 1'])),
    actions: [{ kind: 'set_priority', priority: 'urgent' }],
  });
  await desk.create();
  await desk.evaluate(1);
  desk.pass(HOUR);
  await desk.findDueTimes();
  expect((await desk.find(1)).priority).toBe('urgent');
});

describe('given a stage that stood still', () => {
  it('then all that became due meanwhile is found by the next look, on whatever day it lies', async () => {
    const desk = await aDesk(after('created', 1));
    for (const number of [1, 2, 3]) {
      await desk.create(number);
      await desk.evaluate(number);
      desk.pass(9 * HOUR);
    }
    expect((await desk.findDueTimes()).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('then what was due more than three days ago stays undone', async () => {
    const desk = await aDesk(after('created', 1));
    await desk.create();
    await desk.evaluate(1);
    desk.pass(LONGEST_STRETCH + 2 * HOUR);
    expect(await desk.findDueTimes()).toEqual([]);
  });
});

it('given triggers out of use for a while, when they are in use again, then what was due meanwhile stays undone', async () => {
  const desk = await aDesk(after('created', 1));
  await desk.create();
  await desk.evaluate(1);
  await desk.rules({ ...after('created', 1), active: false });
  expect(await desk.triggers.timed()).not.toContainEqual(expect.objectContaining({ serviceId: desk.serviceId }));
  desk.pass(2 * HOUR);
  await desk.findDueTimes();
  await desk.rules(after('created', 1));
  desk.pass(MINUTE);
  expect(await desk.findDueTimes()).toEqual([]);
});

it('given a run that was killed before it moved on, then the next hands the same times on, and they are done once', async () => {
  const desk = await aDesk(after('created', 1, { actions: [{ kind: 'comment', html: '<p>Late</p>' }] }));
  await desk.create();
  await desk.evaluate(1);
  desk.pass(HOUR);
  const position = await desk.points.position(desk.serviceId);
  await desk.findDueTimes();
  const moved = await desk.points.position(desk.serviceId);
  expect(moved! > position!).toBe(true);
  expect(await desk.points.move(desk.serviceId, position, START)).toBe(false);
  expect(await desk.points.move(desk.serviceId, moved, position!)).toBe(true);
  expect(await desk.findDueTimes()).toHaveLength(1);
  expect((await desk.story()).comments).toEqual(['Late']);
});

it('given many tickets at once, then each fires once, by pages', async () => {
  const desk = await aDesk(after('created', 1));
  const numbers = Array.from({ length: 230 }, (_, index) => index + 1);
  for (const number of numbers) {
    await desk.create(number);
    await desk.evaluate(number);
  }
  desk.pass(HOUR);
  expect((await desk.findDueTimes()).map(({ number }) => number)).toEqual(numbers);
  for (const number of numbers) expect(await tagsOf(desk, number)).toEqual(['created 1']);
});

describe('given an event that is evaluated only when its time is over', () => {
  it('then the time is found all the same, once, though nobody looks any more for when it was due', async () => {
    const desk = await aDesk(after('created', 1, { actions: [{ kind: 'comment', html: '<p>Late</p>' }] }));
    await desk.create();
    for (let minute = 0; minute < 70; minute += 10) {
      desk.pass(10 * MINUTE);
      await desk.findDueTimes();
    }
    await desk.evaluate(1);
    for (let minute = 0; minute < 4; minute += 1) {
      desk.pass(MINUTE);
      await desk.findDueTimes({ times: 2 });
    }
    expect((await desk.story()).comments).toEqual(['Late']);
    desk.pass(HOUR);
    expect(await desk.findDueTimes()).toEqual([]);
  });

  it('then a time that comes in the very moment in which it is written is found, too', async () => {
    const desk = await aDesk(after('created', 1));
    await desk.create();
    desk.pass(HOUR - 20_000);
    await desk.evaluate(1);
    // As if whoever looks had looked while that was being written.
    await desk.points.move(
      desk.serviceId,
      await desk.points.position(desk.serviceId),
      new Date(desk.clock.now().getTime() + 30_000).toISOString(),
    );
    for (let minute = 0; minute < 4; minute += 1) {
      desk.pass(MINUTE);
      await desk.findDueTimes();
    }
    expect(await tagsOf(desk)).toEqual(['created 1']);
  });

  it('then what was due more than three days ago stays undone', async () => {
    const desk = await aDesk(after('created', 1));
    await desk.create();
    desk.pass(LONGEST_STRETCH + 2 * HOUR);
    await desk.findDueTimes();
    await desk.evaluate(1);
    desk.pass(3 * MINUTE);
    expect(await desk.findDueTimes()).toEqual([]);
  });
});

it('given more replies than a transaction takes points, when they are evaluated at last, then each is counted from', async () => {
  const desk = await aDesk(after('last_reply', 4));
  await desk.create();
  for (let reply = 1; reply <= 120; reply += 1) await desk.change(1, {}, 'customer_replied');
  await desk.evaluate(1);
  expect((await desk.automation.find(desk.serviceId, 1))!.version).toBe(121);
  desk.pass(4 * HOUR + MINUTE);
  await desk.findDueTimes();
  expect(await tagsOf(desk)).toEqual(['last_reply 4']);
});

it('given the last time trigger of a service is taken out of use for failing, then nobody looks for its times', async () => {
  const desk = await aDesk(after('created', 1), { event: { kind: 'ticket_created' } });
  const isTimed = async () => (await desk.triggers.timed()).some(({ serviceId }) => serviceId === desk.serviceId);
  expect(await isTimed()).toBe(true);
  const { serviceId } = desk;
  const stop = { why: 'failing', at: START, details: [] } as const;
  const trigger = (await desk.triggers.find(serviceId, 'trg_1'))!;
  expect(await desk.triggers.stop(trigger, stop, aDeskFact({ id: 'evt_stop', serviceId }))).toBe(true);
  expect(await isTimed()).toBe(false);
  expect(await desk.triggers.revision(serviceId)).toMatchObject({ revision: 2, inUse: true });
  expect((await desk.triggers.list(serviceId)).triggers.map(({ triggerId }) => triggerId)).toEqual(['trg_1', 'trg_2']);
});
