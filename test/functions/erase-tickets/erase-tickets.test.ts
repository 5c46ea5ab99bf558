import { paginateQuery, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createHandler } from '../../../functions/erase-tickets/index.ts';
import {
  draftKey,
  draftVersionKey,
  callKey,
  entryKey,
  originalKey,
  importantTicketKey,
  ticketKey,
} from '../../../shared/adapters/dynamodb/keys.ts';
import { dynamoAutomationRepository } from '../../../shared/adapters/dynamodb/automation-repository.ts';
import { dynamoDeletedTicketRows } from '../../../shared/adapters/dynamodb/deleted-ticket-rows.ts';
import type { TicketRepository } from '../../../shared/application/ports/tickets.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { memoryLog } from '../../support/memory-log.ts';
import type { HostedStage } from '../../support/roles/hosted-stage.ts';
import { inRole } from '../../support/roles/in-role.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aFact, aMail, anEntry, aTicket } from '../../support/tickets.ts';
import { aTrace } from '../../support/trigger-traces.ts';

let stage: HostedStage;
let tickets: TicketRepository;
beforeAll(async () => {
  ({
    stage,
    operator: { tickets },
  } = await roleDesk('erase-tickets'));
});

/** The function under its role, on what the tests before have left. */
const aDesk = async () => {
  const deps = await inRole('erase-tickets');
  const log = memoryLog();
  const handler = createHandler({ ...deps, log });
  return {
    log,
    tickets,
    run: (...bodies: readonly string[]) =>
      handler({ Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) as never }),
  };
};
const deletion = (number: number) =>
  aBusMessage(aFact({ type: 'ticket_deleted', number, version: 3, status: 'resolved', entryId: undefined }));

/** A ticket with everything that can lie beside it: 60 entries, mails, drafts, a call, a mark, events and files. */
const fill = async (number: number) => {
  const entries = Array.from({ length: 60 }, (_, index) =>
    anEntry({ id: `ent_${String(index).padStart(3, '0')}`, text: 'a secret '.repeat(3000) }),
  );
  await tickets.save({
    ticket: aTicket({ number, version: 1, status: 'resolved', internalReason: 'spam' }),
    fact: aFact({
      id: 'evt_1',
      type: 'ticket_created',
      number,
      version: 1,
      reason: '550 <secret@example.com>',
      changes: {
        status: { after: 'unassigned' },
        title: { after: 'a secret offer' },
        customerEmail: { after: 'secret@example.com' },
      },
    }),
    mail: aMail({ number }),
    automation: {
      after: { serviceId: 'support', number, version: 1, revision: 1, chains: {} },
      traces: [aTrace({ number }), aTrace({ number, runId: 'another' })],
    },
  });
  for (const key of [
    draftKey('support', number, 'first'),
    draftVersionKey('support', number, 'first', 3),
    callKey('support', number, 'call_1'),
    importantTicketKey('support', number, 'first'),
    originalKey('support', number, 'ent_001'),
  ]) {
    await stage.client.send(new PutCommand({ TableName: stage.names.deskTable, Item: { ...key, html: 'a secret' } }));
  }
  for (const entry of entries)
    await stage.client.send(
      new PutCommand({
        TableName: stage.names.deskTable,
        Item: { ...entryKey('support', number, entry.id), ...entry },
      }),
    );
  for (const name of [
    'att_1/a.txt',
    'ent_1/whole.html',
    ...Array.from({ length: 20 }, (_, index) => `att_${index + 2}/한글 ${index}.pdf`),
  ]) {
    stage.objects.set(`support/${number}/${name}`, { bytes: Buffer.from('a secret'), type: 'text/plain' });
  }
};
const takeAway = async (number: number) => {
  const ticket = (await tickets.find('support', number))!;
  const saved = await tickets.save({
    ticket: { ...ticket, version: 2 },
    gone: true,
    fact: aFact({ id: 'evt_2', type: 'ticket_deleted', number, version: 2 }),
  });
  expect(saved.ok).toBe(true);
};
const rowsOf = async (number: number) => {
  const found: string[] = [];
  const pages = paginateQuery(
    { client: stage.client },
    {
      TableName: stage.names.deskTable,
      KeyConditionExpression: 'PK = :pk',
      ExpressionAttributeValues: { ':pk': ticketKey('support', number).PK },
      ProjectionExpression: 'SK',
    },
  );
  for await (const { Items = [] } of pages) found.push(...Items.map(({ SK }) => SK as string));
  return found;
};
const tracesOf = async (number: number) => {
  const { client, names } = stage;
  const now = () => new Date();
  const automation = dynamoAutomationRepository({ client, ...names, backoff: async () => {}, now });
  return (await automation.listRuns('support', number, { limit: 9, order: 'newest' })).items.length;
};
const filesOf = (number: number) => [...stage.objects.keys()].filter((key) => key.startsWith(`support/${number}/`));

it('given a deleted ticket, then its events stay, its marks are left to who keeps them, and nothing else of it', async () => {
  await fill(1);
  await fill(12);
  await takeAway(1);
  const desk = await aDesk();

  expect(await desk.run(deletion(1))).toEqual({ batchItemFailures: [] });

  expect(await rowsOf(1)).toEqual(['EVENT#evt_1', 'EVENT#evt_2', 'STAR#first']);
  expect(filesOf(1)).toEqual([]);
  expect([await tracesOf(1), await tracesOf(12)]).toEqual([0, 2]);
  expect(desk.log.lines).toContainEqual(
    expect.objectContaining({
      message: 'ticket_erased',
      members: { serviceId: 'support', number: 1, rows: 65, traces: 3, files: 22 },
    }),
  );
  // The log says what happened, and of the fields that may hold a customer's words only that they were filled.
  const facts = (await desk.tickets.listFacts('support', 1, { limit: 10, order: 'oldest' })).items;
  expect(facts[0]).toEqual(
    aFact({
      id: 'evt_1',
      type: 'ticket_created',
      number: 1,
      version: 1,
      changes: { status: { after: 'unassigned' }, title: {}, customerEmail: {} },
    }),
  );
  expect(facts[1]).toMatchObject({ id: 'evt_2', type: 'ticket_deleted' });
  // A number that begins with the same digit is another ticket.
  expect(await rowsOf(12)).toHaveLength(68);
  expect(filesOf(12)).toHaveLength(22);
  // The message may come again.
  expect(await desk.run(deletion(1))).toEqual({ batchItemFailures: [] });
});

it('given a ticket that is still there, then nothing of it is touched, and the message fails', async () => {
  await fill(3);
  const desk = await aDesk();
  expect(await desk.run(deletion(3))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  expect(await rowsOf(3)).toHaveLength(68);
  expect(filesOf(3)).toHaveLength(22);
});

it('given a message that is no deletion, then it fails alone, and the others are worked off', async () => {
  await fill(4);
  await takeAway(4);
  const desk = await aDesk();
  expect(await desk.run(aBusMessage(aFact({ number: 4 })), '{}', deletion(4))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }],
  });
  expect(filesOf(4)).toEqual([]);
});

it.each(['', '/', 'support/4', '/support/4/'])(
  'removes no files below %j, which is no folder of a ticket',
  async (place) => {
    const { files } = await inRole('erase-tickets');
    await expect(files.removeBelow(place)).rejects.toThrow('Files are removed below a folder');
  },
);

it('asks again for what DynamoDB left of a batch, and in the end says so', async () => {
  await fill(5);
  await takeAway(5);
  const left = (times: number) => {
    let asked = 0;
    const waits: number[] = [];
    const send: typeof stage.client.send = (async (command: { input: { RequestItems?: object } }) => {
      if (!('RequestItems' in command.input) || (asked += 1) > times) return stage.client.send(command as never);
      return { UnprocessedItems: command.input.RequestItems };
    }) as never;
    // Queries are paginated by the client itself, which must be one.
    const client = Object.assign(Object.create(stage.client) as typeof stage.client, { send });
    return {
      waits,
      rows: dynamoDeletedTicketRows({
        client,
        deskTable: stage.names.deskTable,
        backoff: async (attempt) => {
          waits.push(attempt);
        },
      }),
    };
  };
  await expect(left(100).rows.removeRows('support', 5)).rejects.toThrow('25 rows were still as before after 8 tries');
  const some = left(2);
  expect(await some.rows.removeRows('support', 5)).toBe(65);
  expect(some.waits).toEqual([1, 2]);
  expect(await rowsOf(5)).toEqual(['EVENT#evt_1', 'EVENT#evt_2', 'STAR#first']);
});
