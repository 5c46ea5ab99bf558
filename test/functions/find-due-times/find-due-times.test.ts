import { createHandler as evaluateHandler } from '../../../functions/evaluate-triggers/index.ts';
import { createHandler } from '../../../functions/find-due-times/index.ts';
import { inRole } from '../../support/roles/in-role.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aTriggerDesk } from '../../support/trigger-desk.ts';

jest.setTimeout(120_000);

const HOUR = 3_600_000;

/** Both functions under their roles, with the queue between them. */
const aDesk = async () => {
  const { stage, deps, log } = await roleDesk('find-due-times');
  const on = { client: stage.client, deskTable: stage.names.deskTable, sessionsTable: stage.names.sessionsTable };
  const desk = await aTriggerDesk(on, { own: await inRole('evaluate-triggers') });
  const { queues, deployment, functions } = stage;
  const url = functions.get('find-due-times')!.environment['TRIGGERS_QUEUE_URL']!;
  const { Arn } = deployment.ofType('AWS::SQS::Queue').find(({ ref }) => ref === url)!.attributes;
  const find = createHandler({ ...deps, clock: desk.clock, log });
  return {
    ...desk,
    ticket: desk.find,
    find,
    failing: createHandler({
      ...deps,
      clock: desk.clock,
      log,
      points: {
        ...deps.points,
        position: async () => {
          throw new Error('throttled');
        },
      },
    }),
    log,
    /** Works off what lies in the queue. Gives how many messages there were. */
    async workOff(): Promise<number> {
      const messages = [];
      for (let more = true; more;) {
        const batch = await queues.queues.receive(Arn!, { max: 10 });
        messages.push(...batch);
        more = batch.length > 0;
      }
      const Records = messages.map(({ body }, index) => ({ messageId: `m${index}`, receiptHandle: `r${index}`, body }));
      expect(await evaluateHandler(desk.deps)({ Records: Records as never[] })).toEqual({ batchItemFailures: [] });
      return messages.length;
    },
  };
};

it('given tickets whose time came, then they lie in the queue of the evaluation, which does each once', async () => {
  const desk = await aDesk();
  await desk.rules({
    event: { kind: 'hours_since', since: 'created', hours: 1 },
    actions: [{ kind: 'comment', html: '<p>Late</p>' }],
  });
  await desk.find();
  for (let number = 1; number <= 12; number += 1) {
    await desk.create(number);
    await desk.evaluate(number);
  }
  desk.pass(HOUR);
  await desk.find();
  expect(await desk.workOff()).toBe(12);
  for (let number = 1; number <= 12; number += 1) expect((await desk.story(number)).comments).toEqual(['Late']);
  await desk.find();
  expect(await desk.workOff()).toBe(0);
});

it('given a service whose points can’t be read, then the run says so at its end and the next one does what is left', async () => {
  const desk = await aDesk();
  await desk.rules({
    event: { kind: 'hours_since', since: 'created', hours: 1 },
    actions: [{ kind: 'add_tag', tag: 'late' }],
  });
  await desk.find();
  await desk.create(1);
  await desk.evaluate(1);
  desk.pass(HOUR);
  await expect(desk.failing()).rejects.toThrow('Due times of 1 of 1 services could not be found');
  expect(desk.log.lines).toContainEqual(expect.objectContaining({ message: 'due_times_not_found' }));
  await desk.find();
  await desk.workOff();
  expect((await desk.ticket(1)).tags).toEqual(['late']);
});
