import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { paginateQuery, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createHandler } from '../../../functions/erase-tickets/erase-tickets.ts';
import { s3 } from '../../../infra/local/s3/s3.ts';
import { draftKey, draftVersionKey, callKey, entryKey, originalKey, starKey, ticketKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { dynamoTicketRemains } from '../../../shared/adapters/dynamodb/ticket-remains.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { s3FileRemains } from '../../../shared/adapters/s3/file-remains.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { startDynamoEngine, type DynamoEngine } from '../../support/dynamo-engine.ts';
import { aDeployment, aFolder, aFunction, startLocalAws, theResource, type LocalAws } from '../../support/local-aws.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { aFact, aMail, anEntry, aTicket } from '../../support/tickets.ts';

const deployment = aDeployment({
  Attachments: { Type: 'AWS::S3::Bucket', Properties: {} },
  ...aFunction(
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: { 'Fn::GetAtt': ['Attachments', 'Arn'] } },
    { Effect: 'Allow', Action: 's3:DeleteObject', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Attachments', 'Arn'] }, '/*']] } },
  ),
});
const bucket = theResource(deployment, 'Attachments').ref;

let engine: DynamoEngine;
let folder: ReturnType<typeof aFolder>;
let aws: LocalAws;
let operator: S3Client;
let asFunction: S3Client;
beforeAll(async () => {
  engine = await startDynamoEngine();
  folder = aFolder();
  aws = await startLocalAws(deployment, folder.path, (_state, { authorize }) => ({ services: { s3: s3({ deployment, dataDir: folder.path, authorize }).service } }));
  operator = new S3Client({ ...aws.client(), forcePathStyle: true });
  asFunction = new S3Client({ ...aws.client('Fn'), forcePathStyle: true });
});
afterAll(async () => {
  operator.destroy();
  asFunction.destroy();
  await Promise.all([engine.stop(), aws.stop()]);
  folder[Symbol.dispose]();
});

const aDesk = () => {
  const { client, deskTable } = engine;
  const deps = { client, deskTable, backoff: async () => {}, now: () => new Date() };
  const log = memoryLog();
  const tickets = dynamoTicketRepository(deps);
  const handler = createHandler({ log, tickets, rows: dynamoTicketRemains(deps), files: s3FileRemains({ client: asFunction, bucket }) });
  return { log, tickets, run: (...bodies: readonly string[]) => handler({ Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) as never }) };
};
const deletion = (number: number) => aBusMessage(aFact({ type: 'ticket_deleted', number, version: 3, status: 'resolved', entryId: undefined }));

/** A ticket with everything that can lie beside it: 60 entries, mails, drafts, a call, a mark, events and files. */
const fill = async (number: number) => {
  const { tickets } = aDesk();
  const entries = Array.from({ length: 60 }, (_, index) => anEntry({ id: `ent_${String(index).padStart(3, '0')}`, text: 'a secret '.repeat(3000) }));
  await tickets.save({ ticket: aTicket({ number, version: 1, status: 'resolved', internalReason: 'spam' }), expectedVersion: 0, facts: [aFact({ id: 'evt_1', type: 'ticket_created', number, version: 1, reason: '550 <secret@example.com>', changes: { status: { after: 'unassigned' }, title: { after: 'a secret offer' }, customerEmail: { after: 'secret@example.com' } } })], entries: [], mail: aMail({ number }) });
  for (const key of [draftKey('support', number, 'first'), draftVersionKey('support', number, 'first', 3), callKey('support', number, 'call_1'), starKey('support', number, 'first'), originalKey('support', number, 'ent_001')]) {
    await engine.client.send(new PutCommand({ TableName: engine.deskTable, Item: { ...key, html: 'a secret' } }));
  }
  for (const entry of entries) await engine.client.send(new PutCommand({ TableName: engine.deskTable, Item: { ...entryKey('support', number, entry.id), ...entry } }));
  for (const name of ['att_1/a.txt', 'ent_1/whole.html', ...Array.from({ length: 20 }, (_, index) => `att_${index + 2}/한글 ${index}.pdf`)]) {
    await operator.send(new PutObjectCommand({ Bucket: bucket, Key: `support/${number}/${name}`, Body: 'a secret' }));
  }
};
const takeAway = async (number: number) => {
  const { tickets } = aDesk();
  const ticket = (await tickets.find('support', number))!;
  const saved = await tickets.save({ ticket: { ...ticket, version: 2 }, expectedVersion: 1, gone: true, facts: [aFact({ id: 'evt_2', type: 'ticket_deleted', number, version: 2 })], entries: [] });
  expect(saved.ok).toBe(true);
};
const rowsOf = async (number: number) => {
  const found: string[] = [];
  const pages = paginateQuery({ client: engine.client }, { TableName: engine.deskTable, KeyConditionExpression: 'PK = :pk', ExpressionAttributeValues: { ':pk': ticketKey('support', number).PK }, ProjectionExpression: 'SK' });
  for await (const { Items = [] } of pages) found.push(...Items.map(({ SK }) => SK as string));
  return found;
};
const filesOf = async (number: number) => ((await operator.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `support/${number}/` }))).Contents ?? []).map(({ Key }) => Key);

it('given a deleted ticket, then its events stay, its marks are left to who keeps them, and nothing else of it', async () => {
  await fill(1);
  await fill(12);
  await takeAway(1);
  const desk = aDesk();

  expect(await desk.run(deletion(1))).toEqual({ batchItemFailures: [] });

  expect(await rowsOf(1)).toEqual(['EVENT#evt_1', 'EVENT#evt_2', 'STAR#first']);
  expect(await filesOf(1)).toEqual([]);
  expect(desk.log.lines).toContainEqual(expect.objectContaining({ message: 'ticket_erased', members: { serviceId: 'support', number: 1, rows: 65, files: 22 } }));
  // The log says what happened, and of the fields that may hold a customer's words only that they were filled.
  const facts = (await desk.tickets.listFacts('support', 1, { limit: 10, order: 'oldest' })).items;
  expect(facts[0]).toEqual(aFact({ id: 'evt_1', type: 'ticket_created', number: 1, version: 1, changes: { status: { after: 'unassigned' }, title: {}, customerEmail: {} } }));
  expect(facts[1]).toMatchObject({ id: 'evt_2', type: 'ticket_deleted' });
  // A number that begins with the same digit is another ticket.
  expect(await rowsOf(12)).toHaveLength(68);
  expect(await filesOf(12)).toHaveLength(22);
  // The message may come again.
  expect(await desk.run(deletion(1))).toEqual({ batchItemFailures: [] });
});

it('given a ticket that is still there, then nothing of it is touched, and the message fails', async () => {
  await fill(3);
  const desk = aDesk();
  expect(await desk.run(deletion(3))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  expect(await rowsOf(3)).toHaveLength(68);
  expect(await filesOf(3)).toHaveLength(22);
});

it('given a message that is no deletion, then it fails alone, and the others are worked off', async () => {
  await fill(4);
  await takeAway(4);
  const desk = aDesk();
  expect(await desk.run(aBusMessage(aFact({ number: 4 })), '{}', deletion(4))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }] });
  expect(await filesOf(4)).toEqual([]);
});

it.each(['', '/', 'support/4', '/support/4/'])('removes no files below %j, which is no folder of a ticket', async (place) => {
  await expect(s3FileRemains({ client: asFunction, bucket }).removeBelow(place)).rejects.toThrow('Files are removed below a folder');
});

it('asks again for what DynamoDB left of a batch, and in the end says so', async () => {
  await fill(5);
  await takeAway(5);
  const left = (times: number) => {
    let asked = 0;
    const waits: number[] = [];
    const send: typeof engine.client.send = (async (command: { input: { RequestItems?: object } }) => {
      if (!('RequestItems' in command.input) || (asked += 1) > times) return engine.client.send(command as never);
      return { UnprocessedItems: command.input.RequestItems };
    }) as never;
    // Queries are paginated by the client itself, which must be one.
    const client = Object.assign(Object.create(engine.client) as typeof engine.client, { send });
    return { waits, rows: dynamoTicketRemains({ client, deskTable: engine.deskTable, backoff: async (attempt) => { waits.push(attempt); } }) };
  };
  await expect(left(100).rows.removeRows('support', 5)).rejects.toThrow('25 rows were still as before after 8 tries');
  const some = left(2);
  expect(await some.rows.removeRows('support', 5)).toBe(65);
  expect(some.waits).toEqual([1, 2]);
  expect(await rowsOf(5)).toEqual(['EVENT#evt_1', 'EVENT#evt_2', 'STAR#first']);
});
