import { createHmac } from 'node:crypto';
import { createHandler } from '../../../functions/call-urls/index.ts';
import { dynamoOutwardRepository } from '../../../shared/adapters/dynamodb/outward-repository.ts';
import { guardedHttps } from '../../../shared/adapters/http-out/guarded-https.ts';
import { httpsOutward } from '../../../shared/adapters/http-out/https-outward.ts';
import { kmsVault } from '../../../shared/adapters/kms/vault.ts';
import { CALLING_SECONDS, type OutwardCall } from '../../../shared/domain/trigger/outward-call.ts';
import { secretContext } from '../../../shared/domain/trigger/trigger-secrets.ts';
import {
  startOutsideReceivers,
  type OutsideReceiversSimulator,
} from '../../simulators/outside-receivers/start-outside-receivers.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { anOutwardCall } from '../../support/outward.ts';
import { received, roleDesk } from '../../support/roles/role-desk.ts';
import { aChange, aFact, aTicket } from '../../support/tickets.ts';

const SECRET = '431402c0eaaf46d889f243db9e7492e2';
let receivers: OutsideReceiversSimulator;
beforeAll(async () => {
  receivers = await startOutsideReceivers();
});
beforeEach(() => {
  receivers.received.length = 0;
});
afterAll(() => receivers.stop());

const order = (outwardId: string) =>
  aBusMessage(aFact({ type: 'outward_ordered', outwardId, trigger: { triggerId: 'trg_1', name: 'Tell the shop' } }));

/** A desk with a ticket; what it calls is the simulator, and its clock is the test's. */
const aDesk = async ({ allowed = true, start = '2026-11-22T09:00:01.000Z' } = {}) => {
  const { stage, deps, operator, log } = await roleDesk('call-urls');
  let time = Date.parse(start);
  const now = () => new Date(time);
  const guarded = guardedHttps({ ...(allowed && { allowedHosts: [receivers.host] }), authority: receivers.authority });
  const limits: number[] = [];
  // A receiver that hangs hangs as long as it is let.
  const https: Pick<typeof guarded, 'post'> = {
    post: (call) => {
      limits.push(call.timeoutMilliseconds);
      return guarded.post({ ...call, timeoutMilliseconds: call.timeoutMilliseconds / 20 });
    },
  };
  const vault = kmsVault({
    client: stage.kms,
    keyId: stage.functions.get('call-urls')!.environment['DATA_KEY_ID']!,
    now: () => new Date(),
  });
  const rows = dynamoOutwardRepository({
    client: stage.client,
    deskTable: stage.names.deskTable,
    backoff: async () => {},
  });
  const waits: number[] = [];
  const made = {
    ...deps,
    log,
    clockAndIds: { ...deps.clockAndIds, now },
    post: httpsOutward({ https, now }),
    visibility: {
      postpone: async (_: string, seconds: number) => {
        waits.push(seconds);
      },
      repeat: async () => {
        throw new Error('too early');
      },
    },
  };
  const handle = (over: Partial<typeof made> = {}, ids: readonly string[] = ['out_1']) =>
    createHandler({ ...made, ...over })({
      Records: ids.map(
        (id) =>
          ({
            messageId: id,
            body: order(id),
            receiptHandle: `handle-${id}`,
            attributes: { ApproximateReceiveCount: '1', SentTimestamp: '0' },
          }) as never,
      ),
    });
  return {
    stage,
    deps: made,
    log,
    waits,
    limits,
    handle,
    now,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    write: (...outward: readonly OutwardCall[]) => operator.tickets.save(aChange(aTicket({ version: 1 }), { outward })),
    row: (outwardId = 'out_1') => rows.find({ serviceId: 'support', number: 1024, outwardId }),
    seal: (text: string) => {
      const owner = { serviceId: 'support', triggerId: 'trg_1' };
      return vault.seal(secretContext(owner), text);
    },
    facts: async () =>
      (await operator.tickets.listFacts('support', 1024, { limit: 20, order: 'oldest' })).items.filter(({ type }) =>
        type.startsWith('outward'),
      ),
  };
};

describe('a URL call', () => {
  test('arrives once, signed over timestamp and body, with an id, and its answer is recorded', async () => {
    const desk = await aDesk();
    await desk.write(
      anOutwardCall({
        url: `${receivers.url}/calls`,
        sealedSecret: await desk.seal(SECRET),
        body: '{"가":1}',
      }),
    );
    expect(await desk.handle()).toEqual({ batchItemFailures: [] });
    const [call] = receivers.received;
    expect(call).toMatchObject({ path: '/calls', body: '{"가":1}' });
    expect(call!.headers).toMatchObject({
      'content-type': 'application/json',
      'x-handover-id': 'out_1',
      'x-handover-attempt': '1',
      'x-handover-timestamp': String(Date.parse('2026-11-22T09:00:01.000Z') / 1000),
    });
    const expected = createHmac('sha256', SECRET)
      .update(Buffer.from(`${String(call!.headers['x-handover-timestamp'])}.{"가":1}`, 'utf8'))
      .digest('hex');
    expect(call!.headers['x-handover-signature']).toBe(`sha256=${expected}`);
    expect(await desk.row()).toMatchObject({
      status: 'done',
      attempts: 1,
      answer: { status: 200, body: '{"ok":true}' },
    });
    // The wake-up comes a second time.
    expect(await desk.handle()).toEqual({ batchItemFailures: [] });
    expect(receivers.received).toHaveLength(1);
    expect(desk.log.lines.filter(({ message }) => message === 'outward_called')).toHaveLength(1);
    expect(JSON.stringify(desk.log.lines)).not.toContain(receivers.url);
  });

  test('without a secret is not signed', async () => {
    const desk = await aDesk();
    await desk.write(anOutwardCall({ url: `${receivers.url}/calls` }));
    await desk.handle();
    expect(receivers.received[0]!.headers).not.toHaveProperty('x-handover-signature');
  });

  test('whose answer is long is recorded by its first two kilobytes, in whole characters', async () => {
    const desk = await aDesk();
    await desk.write(anOutwardCall({ url: `${receivers.url}/long` }));
    await desk.handle();
    const { answer, status } = (await desk.row())!;
    expect(status).toBe('done');
    expect(answer!.body).toBe('가'.repeat(682));
  });

  test('that fails is tried again with the same id until it is taken', async () => {
    const desk = await aDesk();
    await desk.write(anOutwardCall({ id: 'out_again', url: `${receivers.url}/fails/2` }));
    for (const attempt of [1, 2]) {
      expect(await desk.handle({}, ['out_again'])).toEqual({ batchItemFailures: [{ itemIdentifier: 'out_again' }] });
      const { status, nextAt, answer, attempts } = (await desk.row('out_again'))!;
      expect({ status, attempts, said: answer!.status }).toEqual({ status: 'waiting', attempts: attempt, said: 503 });
      expect(desk.waits.at(-1)).toBe(Math.ceil((Date.parse(nextAt!) - desk.now().getTime()) / 1000));
      // A message that comes before its time calls nobody.
      await desk.handle({}, ['out_again']);
      expect(receivers.received).toHaveLength(attempt);
      desk.pass(desk.waits.at(-1)!);
    }
    expect(await desk.handle({}, ['out_again'])).toEqual({ batchItemFailures: [] });
    expect((await desk.row('out_again'))!.status).toBe('done');
    expect(receivers.received.map(({ headers }) => [headers['x-handover-id'], headers['x-handover-attempt']])).toEqual([
      ['out_again', '1'],
      ['out_again', '2'],
      ['out_again', '3'],
    ]);
  });

  test('whose receiver asks for time waits for so long, in looks of a quarter of an hour', async () => {
    const desk = await aDesk();
    await desk.write(anOutwardCall({ url: `${receivers.url}/status/429?after=1800` }));
    await desk.handle();
    expect(Date.parse((await desk.row())!.nextAt!) - desk.now().getTime()).toBe(1_800_000);
    expect(desk.waits).toEqual([900]);
  });

  test('that nobody takes for a day is given up once, and the log says so without the receiver’s words', async () => {
    const desk = await aDesk({ start: '2026-11-23T08:59:00.000Z' });
    await desk.write(anOutwardCall({ url: `${receivers.url}/status/500`, attempts: 18 }));
    expect(await desk.handle()).toEqual({ batchItemFailures: [] });
    await desk.handle();
    expect(await desk.row()).toMatchObject({ status: 'failed', answer: { status: 500 } });
    expect(await desk.facts()).toEqual([
      expect.objectContaining({
        type: 'outward_failed',
        outwardId: 'out_1',
        trigger: { triggerId: 'trg_1', name: 'Tell the shop' },
        reason: 'HTTP 500',
        actor: { kind: 'system' },
        version: 1,
      }),
    ]);
    expect(receivers.received).toHaveLength(1);
  });

  test.each([
    ['/slow', 'timeout'],
    ['/hangs-up', 'unreachable'],
  ])('to %s is not answered: %s', async (path, because) => {
    const desk = await aDesk();
    await desk.write(anOutwardCall({ url: `${receivers.url}${path}` }));
    await desk.handle();
    expect(await desk.row()).toMatchObject({ status: 'waiting', answer: { because } });
    expect(desk.limits).toEqual([10_000]);
  });

  test('to an address inside is never made', async () => {
    const desk = await aDesk({ allowed: false });
    await desk.write(anOutwardCall({ url: `${receivers.url}/calls` }));
    await desk.handle();
    expect(receivers.received).toEqual([]);
    expect(await desk.row()).toMatchObject({ status: 'failed', answer: { because: 'address_refused' } });
    expect((await desk.facts()).map(({ reason }) => reason)).toEqual(['address_refused']);
  });

  test('of a ticket that was erased is none; of one that is there it is a fault', async () => {
    const desk = await aDesk();
    expect(await desk.handle()).toEqual({ batchItemFailures: [] });
    await desk.write();
    expect(await desk.handle()).toEqual({ batchItemFailures: [{ itemIdentifier: 'out_1' }] });
    expect(desk.log.lines.map(({ message }) => message)).toEqual(['outward_erased', 'record_failed']);
  });
});

describe('a function that dies', () => {
  class Killed extends Error {}
  const killed = async (): Promise<never> => {
    throw new Killed();
  };

  test('before it claims the call has called nobody', async () => {
    const desk = await aDesk();
    await desk.write(anOutwardCall({ url: `${receivers.url}/calls` }));
    await desk.handle({ outward: { ...desk.deps.outward, save: killed } });
    expect(receivers.received).toEqual([]);
    await desk.handle();
    expect(receivers.received).toHaveLength(1);
  });

  test('after it claimed the call: the next message waits, then calls with the same id', async () => {
    const desk = await aDesk();
    await desk.write(anOutwardCall({ url: `${receivers.url}/calls` }));
    await desk.handle({ post: { post: killed } });
    expect(await desk.row()).toMatchObject({ status: 'calling', attempts: 1 });
    expect(await desk.handle()).toEqual({ batchItemFailures: [{ itemIdentifier: 'out_1' }] });
    expect(receivers.received).toEqual([]);
    expect(desk.waits).toEqual([CALLING_SECONDS]);
    desk.pass(CALLING_SECONDS);
    await desk.handle();
    expect(receivers.received.map(({ headers }) => headers['x-handover-id'])).toEqual(['out_1']);
    expect(await desk.row()).toMatchObject({ status: 'done', attempts: 2 });
  });

  test('after the receiver answered, and before that is recorded: it is called again with the same id, and then no more', async () => {
    const desk = await aDesk();
    await desk.write(anOutwardCall({ url: `${receivers.url}/calls` }));
    const { outward } = desk.deps;
    await desk.handle({
      outward: {
        ...outward,
        save: (call, ...rest) => (call.status === 'calling' ? outward.save(call, ...rest) : killed()),
      },
    });
    desk.pass(CALLING_SECONDS);
    await desk.handle();
    await desk.handle();
    expect(receivers.received.map(({ headers }) => headers['x-handover-id'])).toEqual(['out_1', 'out_1']);
    expect(await desk.row()).toMatchObject({ status: 'done', attempts: 2 });
  });
});

test('given the same wake-up in several messages at once, then the receiver is called once', async () => {
  const desk = await aDesk();
  await desk.write(anOutwardCall({ url: `${receivers.url}/calls` }));
  await Promise.all(Array.from({ length: 8 }, () => desk.handle()));
  expect(receivers.received).toHaveLength(1);
  expect((await desk.row())!.status).toBe('done');
});

describe('a messenger notice', () => {
  const notice = async (desk: Awaited<ReturnType<typeof aDesk>>, id: string, path = '/services/1/2/secret') =>
    anOutwardCall({
      id,
      kind: 'notice',
      sealedHook: await desk.seal(`${receivers.url}${path}`),
      body: '{"botName":"Support","text":"#1024"}',
    });

  test('arrives at its hook unsigned, and no two within a second', async () => {
    const desk = await aDesk();
    const ids = ['out_a', 'out_b', 'out_c', 'out_d'];
    await desk.write(...(await Promise.all(ids.map((id) => notice(desk, id)))));
    const times: number[] = [];
    const { post } = desk.deps;
    const timed = {
      post: (call: Parameters<typeof post.post>[0]) => {
        times.push(desk.now().getTime());
        return post.post(call);
      },
    };
    await desk.handle({ post: timed }, ids);
    expect(receivers.received).toHaveLength(1);
    expect(receivers.received[0]).toMatchObject({
      path: '/services/1/2/secret',
      body: '{"botName":"Support","text":"#1024"}',
    });
    expect(receivers.received[0]!.headers).not.toHaveProperty('x-handover-signature');
    // Each of the others has its own second.
    expect(desk.waits).toEqual([1, 2, 3]);
    for (let second = 0; second < 4; second += 1) {
      desk.pass(1);
      await desk.handle({ post: timed }, ids);
    }
    for (const id of ids) expect((await desk.row(id))!.attempts).toBe(1);
    expect(times.map((time) => time - times[0]!)).toEqual([0, 1000, 2000, 3000]);
  });

  test('to another hook waits for nobody', async () => {
    const desk = await aDesk();
    await desk.write(await notice(desk, 'out_a'), await notice(desk, 'out_b', '/services/1/2/other'));
    await desk.handle({}, ['out_a', 'out_b']);
    expect(receivers.received).toHaveLength(2);
  });

  test.each([
    ['/services/fault/1', 'SERVER_GENERAL_ERROR'],
    ['/services/refuses/1', '"isSuccessful":false'],
  ])('that %s does not take is tried again, though its status is 200', async (path, said) => {
    const desk = await aDesk();
    await desk.write(await notice(desk, 'out_1', path));
    await desk.handle();
    const { status, answer } = (await desk.row())!;
    expect(status).toBe('waiting');
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining(said) });
  });

  test('whose hook says too many is tried again later', async () => {
    const desk = await aDesk();
    await desk.write(await notice(desk, 'out_a', '/services/busy'), await notice(desk, 'out_b', '/services/busy'));
    const free = { ...desk.deps.pace, take: async () => true };
    await desk.handle({ pace: free }, ['out_a', 'out_b']);
    expect((await desk.row('out_b'))!).toMatchObject({ status: 'waiting', answer: { status: 429 } });
  });
});

test('by its own queue it waits, postponed and then replaced by new messages, without using up its tries', async () => {
  const desk = await aDesk();
  const { visibility, tries } = await import('../../support/roles/in-role.ts').then(({ inRole }) =>
    inRole('call-urls'),
  );
  await desk.write(anOutwardCall({ nextAt: '2026-11-22T12:00:00.000Z' }));
  const message = await received(desk.stage, 'call-urls', 'CALL_URLS_QUEUE_URL', order('out_1'));
  const looked = (times: number) =>
    createHandler({ ...desk.deps, visibility })({
      Records: [{ ...message, attributes: { ...message.attributes, ApproximateReceiveCount: String(times) } } as never],
    });
  expect(await looked(tries / 2 - 1)).toEqual({ batchItemFailures: [{ itemIdentifier: message.messageId }] });
  expect(message.delayed()).toBe(0);
  expect(await looked(tries / 2)).toEqual({ batchItemFailures: [] });
  expect(message.delayed()).toBe(1);
});
