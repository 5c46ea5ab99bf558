import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeteredCall } from '../../infra/local/host-assembly.ts';
import { throwawayFolder } from '../support/running-desk.ts';
import { wholeUsage } from './bill.ts';
import { gbSecondsOf, usageLedger, usageOfCalls } from './usage-ledger.ts';

const call = (service: string, operation: string, more: Partial<MeteredCall> = {}): MeteredCall => ({
  service,
  operation,
  caller: 'send-mail',
  at: 0,
  status: 200,
  bytesIn: 100,
  ...more,
});

describe('calls on the bill', () => {
  it.each<[string, MeteredCall, object]>([
    ['a transaction', call('dynamodb', 'TransactWriteItems', { units: 6 }), { writeUnits: 6 }],
    ['a query', call('dynamodb', 'Query', { units: 1.5 }), { readUnits: 1.5 }],
    ['three events', call('events', 'PutEvents', { entries: 3 }), { events: 3 }],
    ['an event of 130 KB', call('events', 'PutEvents', { entries: 1, bytesIn: 130 * 1024 }), { events: 3 }],
    ['a push', call('execute-api', 'POST'), { socketMessages: 1, bytesOut: 100 }],
    ['a push of 33 KB', call('execute-api', 'POST', { bytesIn: 33_792 }), { socketMessages: 2, bytesOut: 33_792 }],
    ['a push to nobody', call('execute-api', 'POST', { status: 410 }), {}],
    ['the end of a connection', call('execute-api', 'DELETE', { status: 204 }), {}],
    ['an empty receive’s request', call('sqs', 'ReceiveMessage', { bytesIn: 0 }), { queueRequests: 1 }],
    ['a message of 65 KB', call('sqs', 'SendMessage', { bytesIn: 66_560 }), { queueRequests: 2 }],
    ['what SES tells', call('sns', 'Publish'), { topicPublishes: 1 }],
    ['a file that a function writes', call('s3', 'PUT'), { objectWrites: 1 }],
    ['a file that it reads', call('s3', 'GET'), { objectReads: 1 }],
    ['a file that it deletes', call('s3', 'DELETE'), {}],
    [
      'a mail of 600 KB that SES stores',
      call('s3', 'PUT', { caller: 'aws', bytesIn: 600 * 1024 }),
      { objectWrites: 1, mailsIn: 1, mailChunksIn: 2 },
    ],
    ['a mail', call('ses', 'SendRawEmail'), { mailsOut: 1 }],
    ['a mail that SES refused', call('ses', 'SendRawEmail', { status: 400 }), {}],
    ['an unwrapped key', call('kms', 'Decrypt'), { keyRequests: 1 }],
  ])('%s', (_what, one, usage) => {
    expect(usageOfCalls([one])).toEqual(usage);
  });
});

describe('GB-seconds', () => {
  const log = { invocations: 2, processor: 20, wall: 5000, memory: 512, bytes: 0 };

  it('are processor time at the function’s share of a processor, and five milliseconds for each call', () => {
    const milliseconds = 20 / (512 / 1769) + 3 * 5 + 2 * 1;
    expect(
      gbSecondsOf('send-mail', log, [call('kms', 'Decrypt'), call('s3', 'GET'), call('ses', 'SendRawEmail')]),
    ).toBeCloseTo((milliseconds / 1000) * 0.5, 9);
  });

  it('have pushes wait side by side, fifty at once', () => {
    const waits = (pushes: number) =>
      (gbSecondsOf(
        'push-hints',
        log,
        Array.from({ length: pushes }, () => call('execute-api', 'POST')),
      ) *
        2 *
        1000 -
        20 / (512 / 1769) -
        2) /
      5;
    expect([0, 1, 2, 100, 102].map(waits).map(Math.round)).toEqual([0, 1, 2, 2, 4]);
  });

  it('are of the whole time where a function waits on purpose', () => {
    expect(gbSecondsOf('project-tickets', log, [])).toBeCloseTo(2.5, 9);
  });
});

describe('the ledger', () => {
  const report = (processor: number) =>
    `START RequestId: r Version: $LATEST\nEND RequestId: r\nREPORT RequestId: r\tDuration: 9.00 ms\tBilled Duration: 9 ms\tMemory Size: 1769 MB\tMax Memory Used: 20 MB\tProcessor Duration: ${processor.toFixed(2)} ms\n`;

  it('given a mark, tells what was used after it, without what Lambda’s own lines don’t hold', () => {
    const folder = throwawayFolder();
    try {
      const logs = join(folder.path, 'logs');
      const meter = join(folder.path, 'calls.jsonl');
      mkdirSync(logs);
      writeFileSync(join(logs, 'send-mail.log'), report(100));
      writeFileSync(join(logs, 'desk.log'), 'the hosts’ own\n');
      writeFileSync(meter, `${JSON.stringify(call('kms', 'Decrypt'))}\n`);
      const consoles = { httpRequests: 5, httpBytes: 1000, socketMessages: 2 };
      const ledger = usageLedger(folder.path, meter, consoles);
      const before = ledger.mark();

      appendFileSync(join(logs, 'send-mail.log'), report(4));
      appendFileSync(meter, `${JSON.stringify(call('kms', 'Decrypt'))}\n`);
      appendFileSync(meter, `${JSON.stringify(call('sns', 'Publish', { caller: 'aws' }))}\n`);
      Object.assign(consoles, { httpRequests: 7, httpBytes: 1500, socketMessages: 3 });

      const written = Buffer.byteLength(report(4).replace('\tProcessor Duration: 4.00 ms', '')) + 3 * 26;
      const used = ledger.since(before);
      expect(used.get('send-mail')).toEqual({
        keyRequests: 1,
        lambdaRequests: 1,
        lambdaGbSeconds: expect.closeTo(((4 + 5 + 1) / 1000) * (1769 / 1024), 9),
        logBytes: written,
      });
      expect(used.get('consoles')).toEqual({
        httpRequests: 2,
        cdnRequests: 2,
        cdnBytes: 500,
        logBytes: 2 * 296,
        socketMessages: 1,
      });
      expect(used.get('aws')).toEqual({ topicPublishes: 1 });
      expect([...used.keys()]).toEqual(['send-mail', 'aws', 'consoles']);
      expect(wholeUsage(ledger.since(ledger.mark()))).toMatchObject({ lambdaRequests: 0, httpRequests: 0 });
    } finally {
      folder.remove();
    }
  });
});
