import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { deskFactRows } from '../../../shared/adapters/dynamodb/fact-rows.ts';
import { deskEventKey } from '../../../shared/adapters/dynamodb/keys.ts';
import {
  dynamoMailLayoutRepository,
  mailLayoutRows,
} from '../../../shared/adapters/dynamodb/mail-layout-repository.ts';
import type { MailLayoutRepository } from '../../../shared/application/ports/mails.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import { LAYOUT_BYTES, LAYOUT_KINDS } from '../../../shared/domain/mail/mail-layout.ts';
import { LANGUAGES } from '../../../shared/domain/ticket/ticket.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aDeskFact, aLayout } from '../../support/templates.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

type Opened = {
  readonly layouts: MailLayoutRepository;
  readonly told: (fact: DeskFact) => Promise<DeskFact | undefined>;
};
const open = (): Opened => ({
  layouts: dynamoMailLayoutRepository({ ...engine, backoff: async () => {} }),
  told: async ({ serviceId, id }) => {
    const { Item } = await engine.client.send(
      new GetCommand({ TableName: engine.deskTable, Key: deskEventKey(serviceId, id) }),
    );
    return Item && deskFactRows.read(Item);
  },
});

describe('mail layout repository', () => {
  let layouts: MailLayoutRepository;
  let told: Opened['told'];
  let names = 0;
  const aService = () => `service-${(names += 1)}`;
  const aFact = (serviceId: string) => aDeskFact({ serviceId, id: `evt_${(names += 1)}` });
  beforeAll(() => {
    ({ layouts, told } = open());
  });

  it('gives back what was written, by kind and language', async () => {
    const serviceId = aService();
    const layout = aLayout({ serviceId, kind: 'pending', language: 'ko', subject: '#{ticket.title}' });
    expect(await layouts.save(layout, undefined, aFact(serviceId))).toBe(true);
    expect(await layouts.find(serviceId, 'pending', 'ko')).toEqual(layout);
    expect([
      await layouts.find(serviceId, 'pending', 'en'),
      await layouts.find(serviceId, 'resolved', 'ko'),
      await layouts.find('another', 'pending', 'ko'),
    ]).toEqual([undefined, undefined, undefined]);
  });

  it('lists them all, as long as they may be', async () => {
    const serviceId = aService();
    const html = '가'.repeat(LAYOUT_BYTES / 3);
    const all = LAYOUT_KINDS.flatMap((kind) =>
      LANGUAGES.map((language) => aLayout({ serviceId, kind, language, html, text: html })),
    );
    for (const layout of all) await layouts.save(layout, undefined, aFact(serviceId));
    expect(await layouts.list(serviceId)).toHaveLength(12);
    expect(await layouts.list('empty')).toEqual([]);
  });

  it('lets one win of many who change the same version, and tells of that one', async () => {
    const serviceId = aService();
    const first = aLayout({ serviceId });
    await layouts.save(first, undefined, aFact(serviceId));
    const facts = Array.from({ length: 6 }, () => aFact(serviceId));
    const saved = await Promise.all(
      facts.map((fact, i) => layouts.save({ ...first, version: 2, subject: `No ${i}` }, first, fact)),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await layouts.find(serviceId, 'resolved', 'en')).toMatchObject({
      version: 2,
      subject: `No ${saved.indexOf(true)}`,
    });
    expect((await Promise.all(facts.map(told))).map((fact) => fact !== undefined)).toEqual(saved);
    expect(await layouts.save(first, undefined, aFact(serviceId))).toBe(false);
  });

  it('deletes the version that was read and no other', async () => {
    const serviceId = aService();
    const layout = aLayout({ serviceId });
    await layouts.save(layout, undefined, aFact(serviceId));
    const removed = aFact(serviceId);
    expect([
      await layouts.remove({ ...layout, version: 2 }, aFact(serviceId)),
      await layouts.remove(layout, removed),
      await layouts.remove(layout, aFact(serviceId)),
    ]).toEqual([false, true, false]);
    expect(await layouts.find(serviceId, 'resolved', 'en')).toBeUndefined();
    expect(await told(removed)).toEqual(removed);
  });
});

it('fails loudly for a row of another make', () => {
  expect(() =>
    mailLayoutRows.read({ entity: 'mail_layout', serviceId: 'support', kind: 'resolved', language: 'en' }),
  ).toThrow();
});
