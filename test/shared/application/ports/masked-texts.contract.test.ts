import { randomUUID } from 'node:crypto';
import { dynamoDraftRepository } from '../../../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoDraftTexts } from '../../../../shared/adapters/dynamodb/draft-texts.ts';
import { dynamoSealedOriginals, dynamoViewingLog } from '../../../../shared/adapters/dynamodb/confidential.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryDraftTexts, memorySealedOriginals } from '../../../support/memory/memory-masked-texts.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import type { Body } from '../../../../shared/domain/masking/mask-entry.ts';
import { aDraft } from '../../../support/drafts.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aFact, anEntry, aTicket } from '../../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const onEngine = () => ({
  client: engine.client,
  deskTable: engine.deskTable,
  sessionsTable: engine.sessionsTable,
  backoff: async () => {},
  now: () => new Date(),
});
const ADAPTERS = {
  memory: () => {
    const desk = memoryDesk();
    return {
      tickets: memoryTicketRepository(desk),
      drafts: memoryDraftRepository(desk),
      originals: memorySealedOriginals(desk),
      texts: memoryDraftTexts(desk),
    };
  },
  dynamodb: () => {
    const on = onEngine();
    return {
      tickets: dynamoTicketRepository(on),
      drafts: dynamoDraftRepository(on),
      originals: dynamoSealedOriginals(on),
      texts: dynamoDraftTexts(on),
    };
  },
};

describe.each(Object.entries(ADAPTERS))('masked texts in %s', (_name, make) => {
  let desk: ReturnType<(typeof ADAPTERS)['dynamodb']>;
  let serviceId: string;
  beforeEach(() => {
    desk = make();
    serviceId = `service-${randomUUID()}`;
  });
  const entry = anEntry({ id: `ent_${randomUUID()}` });
  const ticket = (version: number) => aTicket({ serviceId, version });
  const change = (version: number, more: object = {}) => desk.tickets.save(aChange(ticket(version), more));
  const original = (sealed: string | null) => ({ original: { entryId: entry.id, sealed } });
  const sealed = () => desk.originals.find(serviceId, 1024, entry.id);

  it('writes a masked entry over what it was, and its sealed original beside it', async () => {
    await change(1, { entry });
    await change(2, { entry: anEntry({ id: 'ent_0' }) });
    expect(await sealed()).toBeUndefined();
    const masked = {
      ...entry,
      html: '<p>It ****s</p>',
      masking: {
        revision: 1,
        masks: [{ id: '1-1', start: 3, end: 7, shown: 4, by: 'agent_1', at: '2026-11-22T09:00:00.000Z' }],
      },
      removed: [{ id: 'att_1', type: 'image/png', size: 7, by: 'agent_1', at: '2026-11-22T09:00:00.000Z' }],
    };
    await change(3, {
      entry: masked,
      ...original('v1.k.c'),
      fact: aFact({
        id: `evt_1_${randomUUID()}`,
        serviceId,
        type: 'entry_masked',
        masks: [{ id: '1-1', start: 3, end: 7 }],
      }),
    });

    expect(await desk.tickets.findEntry(serviceId, 1024, entry.id)).toEqual(masked);
    expect((await desk.tickets.listEntries(serviceId, 1024, { limit: 10, order: 'oldest' })).items).toHaveLength(2);
    expect((await desk.tickets.listFacts(serviceId, 1024, { limit: 10, order: 'oldest' })).items.at(-1)).toMatchObject({
      masks: [{ id: '1-1', start: 3, end: 7 }],
    });
    expect(await sealed()).toBe('v1.k.c');
  });

  it('writes neither when the ticket has moved on, and takes the original away with the last mask', async () => {
    await change(1, { entry, ...original('v1.k.c') });
    expect(await change(1, { entry: { ...entry, html: 'x' }, ...original(null) })).toMatchObject({
      ok: false,
      error: { code: 'version_conflict' },
    });
    expect([await sealed(), (await desk.tickets.findEntry(serviceId, 1024, entry.id))?.html]).toEqual([
      'v1.k.c',
      entry.html,
    ]);
    await change(2, { entry, ...original(null) });
    expect(await sealed()).toBeUndefined();
  });

  it('rewrites the texts of every draft of the ticket and of what was put aside, and nothing else', async () => {
    const draft = (agentId: string, over: object = {}) =>
      aDraft({ serviceId, agentId, version: 1, html: '<p>Call Kim</p>', text: 'Call Kim', ...over });
    await desk.drafts.save(draft('agent_1'), undefined, {
      slot: 0,
      version: 1,
      html: '<p>Dear Kim</p>',
      text: 'Dear Kim',
      savedAt: '2026-11-22T08:01:00.000Z',
    });
    await desk.drafts.save(draft('agent_10', { html: '<p>Hello</p>', text: 'Hello' }), undefined);
    await desk.drafts.save({ ...draft('agent_1'), number: 10240 }, undefined);
    const hide = ({ html, text }: Body) => ({ html: html.replace('Kim', '***'), text: text.replace('Kim', '***') });

    expect(await desk.texts.rewrite(serviceId, 1024, hide)).toBe(2);
    expect(await desk.drafts.find(serviceId, 1024, 'agent_1')).toEqual(
      draft('agent_1', { html: '<p>Call ***</p>', text: 'Call ***' }),
    );
    expect(await desk.drafts.listVersions(serviceId, 1024, 'agent_1')).toMatchObject([
      { html: '<p>Dear ***</p>', text: 'Dear ***', version: 1 },
    ]);
    expect(await desk.drafts.find(serviceId, 10240, 'agent_1')).toMatchObject({ text: 'Call Kim' });
    expect(await desk.texts.rewrite(serviceId, 1024, hide)).toBe(0);
  });
});

it('rewrites a draft as it is when somebody saves it in between', async () => {
  const { drafts } = ADAPTERS.dynamodb();
  const serviceId = `service-${randomUUID()}`;
  const first = aDraft({ serviceId, version: 1, html: '<p>Kim 1</p>', text: 'Kim 1' });
  const second = { ...first, version: 2, html: '<p>Kim 2</p>', text: 'Kim 2' };
  await drafts.save(first, undefined);
  let saved: Promise<unknown> | undefined;
  const texts = dynamoDraftTexts({
    client: engine.client,
    deskTable: engine.deskTable,
    backoff: async () => {
      await saved;
    },
  });
  // The save is under way as soon as the first reading is known.
  const client = engine.client;
  const send = client.send.bind(client);
  const spy = jest.spyOn(client, 'send').mockImplementation((async (command: never) => {
    if ((command as { constructor: { name: string } }).constructor.name === 'UpdateCommand' && saved === undefined) {
      saved = drafts.save(second, first);
      await saved;
    }
    return send(command);
  }) as never);
  try {
    expect(
      await texts.rewrite(serviceId, first.number, ({ html, text }) => ({
        html: html.replace('Kim', '***'),
        text: text.replace('Kim', '***'),
      })),
    ).toBe(1);
  } finally {
    spy.mockRestore();
  }
  expect(await drafts.find(serviceId, first.number, first.agentId)).toEqual({
    ...second,
    html: '<p>*** 2</p>',
    text: '*** 2',
  });
});

it('records who looked, as long as the ticket is there, and leaves its version', async () => {
  const [viewings, tickets] = [dynamoViewingLog(onEngine()), dynamoTicketRepository(onEngine())];
  const serviceId = `service-${randomUUID()}`;
  const fact = aFact({
    id: `evt_${randomUUID()}`,
    serviceId,
    type: 'masked_viewed',
    version: 1,
    masks: [{ id: '1-1', start: 3, end: 7 }],
  });
  expect(await viewings.record(fact)).toBe(false);
  await tickets.save(aChange(aTicket({ serviceId, version: 1 })));
  expect(await viewings.record(fact)).toBe(true);
  const { items } = await tickets.listFacts(serviceId, 1024, { limit: 10, order: 'newest' });
  expect(items.filter(({ type }) => type !== 'ticket_created')).toEqual([fact]);
  expect(await tickets.find(serviceId, 1024)).toMatchObject({ version: 1 });
});
