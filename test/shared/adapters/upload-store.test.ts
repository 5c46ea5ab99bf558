import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { uploadKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoUploadStore } from '../../../shared/adapters/dynamodb/upload-store.ts';
import { memoryDesk, memoryTicketRepository } from '../../support/memory/memory-ticket-repository.ts';
import { memoryUploadStore } from '../../support/memory/memory-upload-store.ts';
import type { TicketChange, TicketRepository } from '../../../shared/application/ports/tickets.ts';
import type { Upload, UploadStore } from '../../../shared/application/ports/writing.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aChange, aFact, anEntry, aTicket } from '../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const NOW = new Date('2026-11-22T09:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const backoff = async () => {};
const ADAPTERS: Readonly<Record<string, () => { readonly uploads: UploadStore; readonly tickets: TicketRepository }>> =
  {
    memory: () => {
      const desk = memoryDesk();
      return { uploads: memoryUploadStore(desk), tickets: memoryTicketRepository(desk) };
    },
    DynamoDB: () => ({
      uploads: dynamoUploadStore(engine),
      tickets: dynamoTicketRepository({ ...engine, backoff, now: () => NOW }),
    }),
  };

describe.each(Object.entries(ADAPTERS))('uploads: %s', (_, open) => {
  let uploads: UploadStore;
  let tickets: TicketRepository;
  let serviceId: string;
  beforeEach(() => {
    ({ uploads, tickets } = open());
    serviceId = `service-${randomUUID()}`;
  });
  const anUpload = (uploadId: string, over: Partial<Upload> = {}): Upload => ({
    uploadId,
    serviceId,
    agentId: 'mina',
    name: 'plan.pdf',
    type: 'application/pdf',
    size: 3,
    key: `uploads/${serviceId}/${uploadId}/plan.pdf`,
    ...over,
  });
  const announce = async (...all: readonly Upload[]) => {
    for (const upload of all) await uploads.put(upload, NOW);
  };
  const find = (uploadIds: readonly string[], { agentId = 'mina', now = NOW } = {}) =>
    uploads.findMany(serviceId, agentId, uploadIds, now);
  const taking = (uploadIds: readonly string[], over: Partial<TicketChange> = {}): TicketChange => ({
    ticket: aTicket({ serviceId, version: 1 }),
    fact: aFact({ serviceId, version: 1 }),
    entry: anEntry(),
    uploads: { agentId: 'mina', uploadIds },
    ...over,
  });

  it('are found as they were announced, in the order asked for', async () => {
    await announce(anUpload('a'), anUpload('b', { name: '견적서.pdf' }), anUpload('c'));
    expect(await find(['c', 'a', 'b'])).toEqual([anUpload('c'), anUpload('a'), anUpload('b', { name: '견적서.pdf' })]);
  });

  it.each<[string, string, string, string | undefined, number]>([
    ['that nobody announced', 'x', 'mina', undefined, 0],
    ['of another agent', 'a', 'jun', undefined, 0],
    ['of another service', 'a', 'mina', 'elsewhere', 0],
    ['a day later', 'a', 'mina', undefined, 24 * 3600],
  ])('are left out: one %s', async (__, uploadId, agentId, service, seconds) => {
    await announce(anUpload('a'));
    expect(await uploads.findMany(service ?? serviceId, agentId, [uploadId], later(seconds))).toEqual([]);
    expect(await find(['a'], { now: later(24 * 3600 - 1) })).toHaveLength(1);
  });

  it('are used up by the change that takes them, the others are not', async () => {
    await announce(anUpload('a'), anUpload('b'), anUpload('c'));
    expect(await tickets.save(taking(['a', 'b']))).toMatchObject({ ok: true });
    expect(await find(['a', 'b', 'c'])).toEqual([anUpload('c')]);
  });

  it('once: a second change with one of them is refused, and writes nothing', async () => {
    await announce(anUpload('a'), anUpload('b'));
    await tickets.save(taking(['a']));
    const second = taking(['b', 'a'], {
      ticket: aTicket({ serviceId, version: 2 }),
      entry: anEntry({ id: 'ent_2' }),
    });
    expect(await tickets.save(second)).toEqual({ ok: false, error: { code: 'upload_not_found', uploadId: 'a' } });
    expect(await tickets.find(serviceId, 1024)).toMatchObject({ version: 1 });
    expect(await tickets.findEntry(serviceId, 1024, 'ent_2')).toBeUndefined();
    expect(await find(['b'])).toHaveLength(1);
  });

  it('are another agent’s to nobody else', async () => {
    await announce(anUpload('a', { agentId: 'jun' }));
    expect(await tickets.save(taking(['a']))).toEqual({
      ok: false,
      error: { code: 'upload_not_found', uploadId: 'a' },
    });
    expect(await find(['a'], { agentId: 'jun' })).toHaveLength(1);
  });

  it('a repeated request is told as that, not as an upload that is gone', async () => {
    await announce(anUpload('a'));
    const request = taking(['a'], { idempotency: { callerId: 'mina', key: 'k', requestHash: 'h' } });
    await tickets.save(request);
    expect(await tickets.save(request)).toEqual({ ok: false, error: { code: 'already_done', number: 1024 } });
  });

  it('a change that comes too late leaves them for another try', async () => {
    await announce(anUpload('a'));
    await tickets.save(taking([], { uploads: undefined } as never));
    expect(await tickets.save(taking(['a']))).toMatchObject({ ok: false, error: { code: 'version_conflict' } });
    expect(await find(['a'])).toHaveLength(1);
  });

  it('ten parallel changes of ten tickets with the same upload: one has it', async () => {
    await announce(anUpload('a'));
    const saved = await Promise.all(
      Array.from({ length: 10 }, (__, index) =>
        tickets.save(
          aChange(aTicket({ serviceId, number: index + 1, version: 1 }), {
            uploads: { agentId: 'mina', uploadIds: ['a'] },
          }),
        ),
      ),
    );
    expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
    expect(saved.filter((each) => !each.ok && each.error.code === 'upload_not_found')).toHaveLength(9);
  });
});

it('DynamoDB takes what was announced away a day later', async () => {
  await dynamoUploadStore(engine).put(
    { uploadId: 'ttl', serviceId: 'care', agentId: 'mina', name: 'a', type: 'text/plain', size: 1, key: 'k' },
    NOW,
  );
  const { Item } = await engine.client.send(
    new GetCommand({ TableName: engine.sessionsTable, Key: uploadKey('care', 'mina', 'ttl') }),
  );
  expect(Item).toMatchObject({ entity: 'upload', expiresAt: NOW.getTime() / 1000 + 24 * 3600 });
});
