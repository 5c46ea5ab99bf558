import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoDraftRepository } from '../../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoDraftTexts } from '../../../shared/adapters/dynamodb/draft-texts.ts';
import { ticketKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { dynamoMailRepository } from '../../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoSealedOriginals, dynamoViewingLog } from '../../../shared/adapters/dynamodb/confidential.ts';
import { dynamoAutomationRepository } from '../../../shared/adapters/dynamodb/automation-repository.ts';
import { dynamoDeletedTicketRows } from '../../../shared/adapters/dynamodb/deleted-ticket-rows.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { sanitizedRichText } from '../../../shared/adapters/mail/sanitized-rich-text.ts';
import { sanitizeRichText } from '../../../shared/adapters/mail/sanitize-rich-text.ts';
import { memoryAttachments, memoryFileRemains, type MemoryObject } from '../../support/memory/memory-attachments.ts';
import { eraseTicket } from '../../../shared/application/tickets/erase-ticket.ts';
import { textContentOf } from '../../../shared/domain/masking/html-text.ts';
import { maskBody, maskWhole } from '../../../shared/domain/masking/mask-entry.ts';
import { startDynamoEngine, type DynamoEngine } from '../../support/dynamo-engine.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { aChange, anEntry } from '../../support/tickets.ts';

jest.setTimeout(300_000);

let engine: DynamoEngine;
let desk: HttpDesk;
const objects = new Map<string, MemoryObject>();
/**
 * A bucket that takes as long as it likes, so that what stands between two of its calls comes to happen in any order.
 */
const context = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, Math.random() * 4);
  });
const plainFiles = memoryAttachments(objects);
const files = Object.fromEntries(
  Object.entries(plainFiles).map(([name, call]) => [
    name,
    async (...args: never[]) => {
      await context();
      const answer: unknown = await (call as (...given: never[]) => Promise<unknown>)(...args);
      await context();
      return answer;
    },
  ]),
) as unknown as typeof plainFiles;
const fileRemains = memoryFileRemains(objects);
/**
 * What somebody else does right before the next sealed original is read: between an entry and its original, wherever
 * that is.
 */
let meanwhile: (() => Promise<unknown>) | undefined;

beforeAll(async () => {
  engine = await startDynamoEngine();
  const { client, deskTable, sessionsTable } = engine;
  const on = { client, deskTable, sessionsTable, backoff: jitteredBackoff, now: () => new Date() };
  desk = await httpDesk({
    backoff: jitteredBackoff,
    tickets: dynamoTicketRepository(on),
    mails: dynamoMailRepository(on),
    drafts: dynamoDraftRepository(on),
    directory: { ...dynamoDeskDirectory(on), ...dynamoDeskRegistry(on) },
    confidential: {
      richText: sanitizedRichText,
      originals: {
        find: async (...place) => {
          const act = meanwhile;
          meanwhile = undefined;
          await act?.();
          return dynamoSealedOriginals(on).find(...place);
        },
      },
      viewings: dynamoViewingLog(on),
      draftTexts: dynamoDraftTexts(on),
      files,
      fileRemains,
    },
  });
});
afterAll(() => engine.stop());

const HTML = '<p>I am Kim, call 010-1234-5678 or write to kim@example.com.</p>';
const WHOLE = `${HTML}<p>Again: Kim, 010-1234-5678, kim@example.com.</p>`;
const SELECTED = { name: 'Kim', phone: '010-1234-5678', mail: 'kim@example.com' } as const;
const spanOf = (words: string) => {
  const start = textContentOf(HTML).indexOf(words);
  return { start, end: start + words.length };
};

/** A spam ticket whose long entry has a file and one mask, the name's. */
const aTicket = async () => {
  const number = await desk.create();
  await desk.call('resolveInternally', { as: 'boss', params: { number }, body: { reason: 'spam' } });
  const ticket = (await desk.tickets.find('support', number))!;
  const entryId = `ent_${number}`;
  const key = `support/${number}/att_1/photo.png`;
  const wholeKey = `support/${number}/${entryId}/whole.html`;
  await plainFiles.put(key, Buffer.from('a picture'), 'image/png');
  await plainFiles.put(wholeKey, Buffer.from(WHOLE), 'text/html');
  const entry = anEntry({
    id: entryId,
    html: HTML,
    text: sanitizeRichText(HTML).text,
    wholeKey,
    attachments: [{ id: 'att_1', key, name: 'photo.png', type: 'image/png', size: 9 }],
  });
  await desk.tickets.save(aChange({ ...ticket, version: ticket.version + 1 }, { entry }));
  await desk.call('saveDraft', { params: { number }, body: { html: '<p>We call 010-1234-5678</p>', version: 0 } });
  const masked = await desk.call('maskEntry', {
    params: { number, entryId },
    body: { revision: 0, selections: [spanOf(SELECTED.name)] },
  });
  if (masked.status !== 200) throw new Error(JSON.stringify(masked.body));
  return { number, entryId, wholeKey };
};
type Place = Awaited<ReturnType<typeof aTicket>>;

const mask = async ({ number, entryId }: Place, words: string) => {
  const entry = await desk.tickets.findEntry('support', number, entryId);
  const revision = entry?.masking?.revision ?? 0;
  // What stars hide keeps its length here, so offsets stay.
  return desk.call('maskEntry', {
    as: 'second',
    params: { number, entryId },
    body: { revision, selections: [spanOf(words)] },
  });
};
const erase = async ({ number }: Place) => {
  const { client, deskTable, sessionsTable } = engine;
  await eraseTicket({
    tickets: desk.tickets,
    rows: dynamoDeletedTicketRows({ client, deskTable, backoff: jitteredBackoff }),
    automation: dynamoAutomationRepository({ client, sessionsTable, backoff: jitteredBackoff, now: () => new Date() }),
    files: fileRemains,
    log: desk.log,
  })('support', number);
};
const ACTIONS = {
  'mask the phone': (place: Place) => mask(place, SELECTED.phone),
  'mask the mail': (place: Place) => mask(place, SELECTED.mail),
  unmask: ({ number, entryId }: Place) =>
    desk.call('unmaskEntry', { as: 'boss', params: { number, entryId, maskId: '1-1' } }),
  reveal: ({ number, entryId }: Place) =>
    desk.call('revealMask', { as: 'boss', params: { number, entryId, maskId: '1-1' }, body: {} }),
  'remove the file': ({ number, entryId }: Place) =>
    desk.call('removeAttachment', { as: 'first', params: { number, entryId, attachmentId: 'att_1' } }),
  delete: async (place: Place) => {
    const answer = await desk.call('deleteTicket', { as: 'boss', params: { number: place.number } });
    if (answer.status === 200) await erase(place);
    return answer;
  },
} as const;
type Action = keyof typeof ACTIONS;
const NAMES = Object.keys(ACTIONS) as Action[];
const PAIRS = NAMES.flatMap((one, index) => NAMES.slice(index).map((other) => [one, other] as const));

/** What was left is either all of a deleted ticket's nothing, or what the entry's masks say, in every place. */
const inconsistencies = async ({ number, entryId, wholeKey }: Place): Promise<readonly string[]> => {
  const keys = [...objects.keys()].filter((key) => key.startsWith(`support/${number}/`));
  if ((await desk.tickets.find('support', number)) === undefined) {
    const rows: Record<string, unknown>[] = [];
    const pages = paginateQuery(
      { client: engine.client },
      {
        TableName: engine.deskTable,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :pk',
        ExpressionAttributeValues: { ':pk': ticketKey('support', number).PK },
      },
    );
    for await (const { Items = [] } of pages) rows.push(...Items);
    return [
      ...keys.map((key) => `${key} is left`),
      ...rows.filter(({ entity }) => entity !== 'event').map(({ SK }) => `${String(SK)} is left`),
    ];
  }
  const entry = (await desk.tickets.findEntry('support', number, entryId))!;
  const masks = entry.masking?.masks ?? [];
  const sealed = await dynamoSealedOriginals({ client: engine.client, deskTable: engine.deskTable }).find(
    'support',
    number,
    entryId,
  );
  const written = { html: HTML, text: sanitizeRichText(HTML).text };
  const expected = maskBody(written, masks, (html) => sanitizeRichText(html).text);
  const whole = Buffer.from(objects.get(wholeKey)!.bytes).toString();
  const draft = (await desk.call('getDraft', { params: { number } })).body['html'] as string;
  return [
    ...(entry.html === expected.html && entry.text === expected.text ? [] : [`the entry says ${entry.html}`]),
    ...((sealed !== undefined) === masks.length > 0
      ? []
      : [`${masks.length} masks, original ${sealed === undefined ? 'gone' : 'left'}`]),
    ...(whole === maskWhole(WHOLE, HTML, masks) ? [] : [`the whole says ${whole} under ${JSON.stringify(masks)}`]),
    ...(entry.attachments.length > 0 === keys.includes(`support/${number}/att_1/photo.png`)
      ? []
      : ['the entry and the bucket disagree on the file']),
    ...(masks.some(({ start }) => start === spanOf(SELECTED.phone).start) && draft.includes('1234')
      ? [`the draft says ${draft}`]
      : []),
  ];
};

/** How often each pair races. */
const ROUNDS = 4;

describe.each(PAIRS)('given a masked entry, when %s races %s', (one, other) => {
  it('then both are answered, and what is left agrees in every place', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const place = await aTicket();
      const answers = await Promise.all([ACTIONS[one](place), context().then(() => ACTIONS[other](place))]);
      expect(answers.filter(({ status }) => status >= 500).map(({ body }) => body)).toEqual([]);
      for (const { status, body } of answers)
        if (status === 200 && 'text' in body && !('html' in body)) expect(body['text']).toBe('Kim');
      expect(await inconsistencies(place)).toEqual([]);
    }
  });
});

it.each([
  ['reveal', 'unmask', 404, 'mask_not_found'],
  ['unmask', 'unmask', 404, 'mask_not_found'],
  ['mask the phone', 'unmask', 412, 'version_conflict'],
  ['reveal', 'delete', 404, 'ticket_not_found'],
  ['unmask', 'delete', 404, 'ticket_not_found'],
  ['mask the phone', 'delete', 404, 'ticket_not_found'],
] as const)(
  'given %s that has read the entry, when %s comes before its original is read, then it is refused: %i',
  async (slow, quick, status, code) => {
    const place = await aTicket();
    meanwhile = () => ACTIONS[quick](place);
    expect(await ACTIONS[slow](place)).toMatchObject({ status, body: { code } });
    expect(await inconsistencies(place)).toEqual([]);
  },
);

it('given all of them at once, then all are answered, and what is left agrees in every place', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const place = await aTicket();
    const answers = await Promise.all([...NAMES, ...NAMES].map((name) => context().then(() => ACTIONS[name](place))));
    expect(answers.filter(({ status }) => status >= 500).map(({ body }) => body)).toEqual([]);
    expect(await inconsistencies(place)).toEqual([]);
  }
});
