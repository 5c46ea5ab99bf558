import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createHandler } from '../../../functions/transfer-to-issue/index.ts';
import { dynamoEscalationRepository } from '../../../shared/adapters/dynamodb/escalation-repository.ts';
import { resolveInternally } from '../../../shared/application/tickets/resolve-internally.ts';
import { escalateTicket } from '../../../shared/domain/transfer/escalate-ticket.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { steppingClock } from '../../support/clock.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aContext, aFact, anAgent, anEntry, aService, aTicket } from '../../support/tickets.ts';

jest.setTimeout(60_000);

const FILE = { id: 'att_1', key: 'support/1/att_1/photo.png', name: 'photo.png', type: 'image/png', size: 5 };

/** Ticket 1 of `support`, whose hand-over with a file was ordered. */
const aDesk = async () => {
  const { stage, deps, operator, log } = await roleDesk('transfer-to-issue');
  const { directory, tickets } = operator;
  await directory.putService(aService({ serviceId: 'support' }));
  await directory.putService(aService({ serviceId: 'engineering', kind: 'issue', addresses: [] }));
  const engineer = anAgent({ serviceId: 'engineering', agentId: 'lee' });
  await directory.putAgent(engineer);
  await stage.s3.send(new PutObjectCommand({ Bucket: stage.names.attachments, Key: FILE.key, Body: 'bytes' }));
  const ticket = aTicket({ serviceId: 'support', number: 1, version: 1, status: 'processing', assigneeId: 'kim' });
  await tickets.save({
    ticket,
    fact: aFact({ id: 'evt_0', type: 'ticket_created', serviceId: 'support', number: 1, version: 1 }),
    entry: anEntry(),
  });
  const ordered = escalateTicket(
    ticket,
    {
      agent: anAgent({ serviceId: 'support', agentId: 'kim' }),
      id: 'esc_1',
      targetServiceId: 'engineering',
      title: 'It burns',
      body: { html: '<p>Look</p>', text: 'Look', attachments: [FILE] },
    },
    { ...aContext(), factId: 'evt_1', entryId: 'ent_1' },
  );
  if (!ordered.ok) throw new Error(ordered.error.code);
  await tickets.save(ordered.value);
  const handle = createHandler({ ...deps, log });
  const clock = steppingClock('2026-11-22T10:00:00.000Z');
  return {
    stage,
    tickets,
    handle,
    ordered: ordered.value.fact,
    solve: async () => {
      const solved = await resolveInternally({
        tickets,
        directory,
        clock,
        backoff: async () => {},
        richText: { sanitizer: async () => (html: string) => ({ html, text: html }) },
        definitions: { list: async () => [] },
      })({
        serviceId: 'engineering',
        number: 1,
        agent: engineer,
        correlationId: 'cor_s',
        reason: 'other',
        html: 'Mended',
      });
      if (!solved.ok) throw new Error(solved.error.code);
      const { items } = await tickets.listFacts('engineering', 1, { limit: 1, order: 'newest' });
      return items[0]!;
    },
    escalation: () =>
      dynamoEscalationRepository({
        client: stage.client,
        deskTable: stage.names.deskTable,
        backoff: async () => {},
      }).find('support', 1, 'esc_1'),
    given: (...facts: readonly Parameters<typeof aBusMessage>[0][]) =>
      handle({
        Records: facts.map((fact, index) => ({
          messageId: `m${index}`,
          receiptHandle: `r${index}`,
          body: aBusMessage(fact),
        })) as never[],
      }),
  };
};

it('given an order, then both tickets are written together, with the file in the issue ticket’s own folder', async () => {
  const desk = await aDesk();
  expect(await desk.given(desk.ordered, desk.ordered)).toEqual({ batchItemFailures: [] });
  expect(await desk.tickets.find('support', 1)).toMatchObject({ status: 'transferred', transferId: 'esc_1' });
  expect(await desk.tickets.find('engineering', 1)).toMatchObject({
    status: 'unassigned',
    origin: { serviceId: 'support', number: 1, escalationId: 'esc_1' },
  });
  expect([...desk.stage.objects.keys()].toSorted()).toEqual(['engineering/1/att_1/photo.png', FILE.key]);
});

it('given an issue ticket that is solved, then its event brings the other one back', async () => {
  const desk = await aDesk();
  await desk.given(desk.ordered);
  const solved = await desk.solve();
  expect(solved.origin).toEqual({ serviceId: 'support', number: 1 });
  expect(await desk.given(solved, desk.ordered, solved)).toEqual({ batchItemFailures: [] });
  expect(await desk.tickets.find('support', 1)).toMatchObject({ status: 'transfer_completed' });
  expect(await desk.escalation()).toMatchObject({ status: 'finished', targetNumber: 1 });
});

it('given an event of a ticket without any escalation, then nothing happens', async () => {
  const desk = await aDesk();
  const fact = aFact({ id: 'evt_9', type: 'ticket_resolved_internally', serviceId: 'support', number: 99 });
  expect(await desk.given(fact)).toEqual({ batchItemFailures: [] });
});

it('given what is no event of a ticket, then only that fails', async () => {
  const desk = await aDesk();
  expect(
    await desk.handle({
      Records: [
        { messageId: 'broken', receiptHandle: 'r', body: '{}' },
        { messageId: 'good', receiptHandle: 'r', body: aBusMessage(desk.ordered) },
      ] as never[],
    }),
  ).toEqual({ batchItemFailures: [{ itemIdentifier: 'broken' }] });
  expect(await desk.tickets.find('support', 1)).toMatchObject({ status: 'transferred' });
});
