import { beginTransfer } from '../../../shared/domain/ticket/move-transfer.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { aContext, anAgent } from '../../support/tickets.ts';

let desk: HttpDesk;
let number: number;
beforeEach(async () => {
  desk = await httpDesk();
  await desk.directory.putAgent(anAgent({ agentId: 'third', name: 'Third Agent', groupIds: ['second-line'] }));
  await desk.directory.putAgent(anAgent({ agentId: 'runner', name: 'The Runner', mayForward: true }));
  number = await desk.create();
});
const keep = () => desk.call('keepTicket', { params: { number } });
const give = (
  operationId:
    | 'forwardTicket'
    | 'unassignTicket'
    | 'withdrawTransfer'
    | 'resolveInternally'
    | 'completeTicket'
    | 'restoreTicket'
    | 'deleteTicket',
  as: string,
  body?: object,
  headers = {},
) => desk.call(operationId, { as, params: { number }, headers, ...(body === undefined ? {} : { body }) });
const markSpam = async () => {
  await keep();
  return give('resolveInternally', 'first', { reason: 'spam' });
};
const lastFact = () => desk.memory.facts.at(-1);

describe('forwardTicket', () => {
  it('gives the ticket to an agent in their only group, with a word that the customer does not see', async () => {
    await keep();
    expect(await give('forwardTicket', 'first', { assigneeId: 'third', html: '<p>Yours, I think</p>' })).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: { status: 'processing', assigneeId: 'third', groupId: 'second-line', allowed: ['comment', 'edit'] },
    });
    expect(desk.memory.entries.get(`support#${number}`)?.at(-1)).toMatchObject({
      kind: 'comment',
      command: 'forward',
      text: 'Yours, I think',
    });
    expect(lastFact()).toMatchObject({
      type: 'ticket_forwarded',
      changes: { assignee: { before: 'first', after: 'third' }, group: { before: 'first-line', after: 'second-line' } },
    });
    expect(desk.memory.mails.size).toBe(0);
  });

  it('gives it to a group, where it waits', async () => {
    await keep();
    expect(await give('forwardTicket', 'first', { groupId: 'second-line' })).toMatchObject({
      status: 200,
      body: { status: 'unassigned', assigneeId: null, groupId: 'second-line' },
    });
  });

  it('is for the assignee, an administrator and who has the forward flag', async () => {
    await keep();
    expect(await give('forwardTicket', 'third', { assigneeId: 'third' })).toMatchObject({
      status: 403,
      body: { code: 'not_assignee', assigneeId: 'first', assigneeName: 'First Agent' },
    });
    expect(await give('forwardTicket', 'runner', { assigneeId: 'third' })).toMatchObject({
      status: 200,
      body: { assigneeId: 'third' },
    });
    expect(await give('forwardTicket', 'boss', { assigneeId: 'first' })).toMatchObject({
      status: 200,
      body: { assigneeId: 'first' },
    });
  });

  it('wants one of several groups by name, and refuses one that is not theirs', async () => {
    await keep();
    expect(await give('forwardTicket', 'first', { assigneeId: 'second' })).toMatchObject({
      status: 400,
      body: { code: 'group_required', groupIds: ['first-line', 'second-line'] },
    });
    expect(await give('forwardTicket', 'first', { assigneeId: 'third', groupId: 'first-line' })).toMatchObject({
      status: 409,
      body: { code: 'group_not_theirs', groupId: 'first-line', groupIds: ['second-line'] },
    });
    expect(await give('forwardTicket', 'first', { assigneeId: 'second', groupId: 'second-line' })).toMatchObject({
      status: 200,
      body: { assigneeId: 'second', groupId: 'second-line' },
    });
  });

  it.each([
    [{ assigneeId: 'gone' }, 409, { code: 'assignee_unavailable', because: 'left', assigneeName: 'Gone Agent' }],
    [{ assigneeId: 'stranger' }, 409, { code: 'assignee_unavailable', because: 'unknown' }],
    [{ assigneeId: 'off' }, 409, { code: 'assignee_unavailable', because: 'assignment_off' }],
    [{ groupId: 'nowhere' }, 409, { code: 'group_not_found', groupId: 'nowhere' }],
    [
      {},
      400,
      { code: 'validation_failed', errors: [{ pointer: '#/assigneeId', detail: 'Name an agent, a group, or both' }] },
    ],
    [{ assigneeId: 'third', to: 'x' }, 400, { code: 'validation_failed' }],
  ])('refuses %j', async (body, status, problem) => {
    await desk.directory.putAgent(anAgent({ agentId: 'off', name: 'Off Duty', takesAssignment: false }));
    await keep();
    expect(await give('forwardTicket', 'first', body)).toMatchObject({ status, body: problem });
    expect(lastFact()).toMatchObject({ type: 'ticket_kept' });
  });

  it('takes an agent’s word only as far as a row holds it', async () => {
    await keep();
    expect(await give('forwardTicket', 'first', { assigneeId: 'third', html: '가'.repeat(100_000) })).toMatchObject({
      status: 413,
      body: { code: 'too_large' },
    });
  });
});

describe('unassignTicket', () => {
  it('returns the ticket to its group', async () => {
    await keep();
    expect(await give('unassignTicket', 'first')).toMatchObject({
      status: 403,
      body: { code: 'administrator_required', command: 'unassign' },
    });
    expect(await give('unassignTicket', 'boss', {})).toMatchObject({
      status: 200,
      body: { status: 'unassigned', assigneeId: null, groupId: 'first-line' },
    });
    expect(await give('unassignTicket', 'boss')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', ticketStatus: 'unassigned' },
    });
  });
});

describe('withdrawTransfer', () => {
  it('takes an escalation back', async () => {
    await keep();
    const ticket = (await desk.tickets.find('support', number))!;
    const begun = beginTransfer(
      ticket,
      { kind: 'dooray', actorId: 'first', transferId: 'esc_1' },
      aContext({ factId: 'evt_t' }),
    );
    if (!begun.ok) throw new Error('It must be transferred');
    await desk.tickets.save(begun.value);
    expect(await give('withdrawTransfer', 'third')).toMatchObject({ status: 403, body: { code: 'not_assignee' } });
    expect(await give('withdrawTransfer', 'first')).toMatchObject({
      status: 200,
      body: { status: 'processing', transfer: null, assigneeId: 'first' },
    });
    expect(await give('withdrawTransfer', 'first')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition' },
    });
  });
});

describe('resolveInternally', () => {
  it('ends an inquiry without a mail, and says why', async () => {
    await keep();
    expect(
      await give('resolveInternally', 'first', { reason: 'resolved_by_call', html: '<p>Called</p>' }),
    ).toMatchObject({ status: 200, body: { status: 'resolved', internalReason: 'resolved_by_call' } });
    expect(desk.memory.mails.size).toBe(0);
    expect(desk.memory.entries.get(`support#${number}`)?.at(-1)).toMatchObject({
      kind: 'comment',
      command: 'resolve_internally',
      text: 'Called',
    });
  });

  it('makes an unassigned ticket that of who ends it', async () => {
    expect(await give('resolveInternally', 'third', { reason: 'test' })).toMatchObject({
      status: 200,
      body: { assigneeId: 'third', groupId: 'second-line' },
    });
  });

  it('names the ticket that a duplicate repeats, which must be there', async () => {
    const other = await desk.create();
    expect(await give('resolveInternally', 'first', { reason: 'duplicate', duplicateOf: 999 })).toMatchObject({
      status: 409,
      body: { code: 'duplicate_not_found', number: 999 },
    });
    expect(await give('resolveInternally', 'first', { reason: 'duplicate', duplicateOf: number })).toMatchObject({
      status: 409,
      body: { code: 'duplicate_not_found' },
    });
    expect(await give('resolveInternally', 'first', { reason: 'duplicate', duplicateOf: other })).toMatchObject({
      status: 200,
      body: { duplicateOf: other },
    });
  });

  it.each([
    [{}, '#/reason'],
    [{ reason: 'boredom' }, '#/reason'],
    [{ reason: 'test', duplicateOf: 1 }, '#/duplicateOf'],
    [{ reason: 'other' }, '#/html'],
    [{ reason: 'other', html: '<p></p>' }, '#/html'],
  ])('refuses %j', async (body, pointer) => {
    expect(await give('resolveInternally', 'first', body)).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer }] },
    });
  });

  it('uses up the draft that it was written in', async () => {
    await keep();
    await desk.call('saveDraft', { params: { number }, body: { html: '<p>Called</p>', version: 0 } });
    expect(
      await give('resolveInternally', 'first', { reason: 'other', html: '<p>Called</p>', draftVersion: 2 }),
    ).toMatchObject({ status: 409, body: { code: 'draft_conflict', actualVersion: 1 } });
    expect(
      await give('resolveInternally', 'first', { reason: 'other', html: '<p>Called</p>', draftVersion: 1 }),
    ).toMatchObject({ status: 200 });
    expect((await desk.call('getDraft', { params: { number } })).body).toMatchObject({ version: 2, html: '' });
  });
});

describe('completeTicket', () => {
  it('closes a resolved ticket for good', async () => {
    expect(await give('completeTicket', 'boss')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', ticketStatus: 'unassigned' },
    });
    await give('resolveInternally', 'first', { reason: 'test' });
    expect(await give('completeTicket', 'first')).toMatchObject({
      status: 403,
      body: { code: 'administrator_required' },
    });
    expect(await give('completeTicket', 'boss')).toMatchObject({
      status: 200,
      body: { status: 'completed', completedAt: expect.any(String) as unknown, allowed: [] },
    });
    expect(
      await desk.call('commentTicket', { as: 'boss', params: { number }, body: { html: '<p>x</p>' } }),
    ).toMatchObject({ status: 409, body: { code: 'illegal_transition', ticketStatus: 'completed', allowed: [] } });
  });
});

describe('spam', () => {
  it('can be restored by an administrator alone, to what it was', async () => {
    expect(await markSpam()).toMatchObject({
      status: 200,
      body: { status: 'resolved', internalReason: 'spam', allowed: ['comment'] },
    });
    expect(await give('restoreTicket', 'first')).toMatchObject({
      status: 403,
      body: { code: 'administrator_required' },
    });
    expect(await give('restoreTicket', 'boss')).toMatchObject({
      status: 200,
      body: { status: 'processing', assigneeId: 'first', internalReason: null, resolvedAt: null },
    });
    expect(await give('restoreTicket', 'boss')).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
  });

  it('can be deleted by an administrator alone; only the log line stays', async () => {
    await markSpam();
    expect(await give('deleteTicket', 'first')).toMatchObject({
      status: 403,
      body: { code: 'administrator_required', command: 'delete' },
    });
    expect(await give('deleteTicket', 'boss')).toMatchObject({ status: 200, body: { number } });
    expect(await desk.call('getTicket', { params: { number } })).toMatchObject({
      status: 404,
      body: { code: 'ticket_not_found' },
    });
    expect(await desk.call('listEntries', { params: { number } })).toMatchObject({ status: 404 });
    expect(await give('deleteTicket', 'boss')).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
    expect(lastFact()).toMatchObject({ type: 'ticket_deleted', number, actor: { kind: 'agent', id: 'boss' } });
  });

  it('is not deleted from another version than the one that was seen', async () => {
    await markSpam();
    expect(await give('deleteTicket', 'boss', undefined, { 'if-match': '"2"' })).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', actualVersion: 3, meanwhile: [{ type: 'ticket_resolved_internally' }] },
    });
    expect(await give('deleteTicket', 'boss', undefined, { 'if-match': '"3"' })).toMatchObject({ status: 200 });
  });

  it('given the deletion again under its key, then it is well; under another it is not there', async () => {
    await markSpam();
    const key = { 'idempotency-key': 'delete-1' };
    expect(await give('deleteTicket', 'boss', undefined, key)).toMatchObject({ status: 200, body: { number } });
    expect(await give('deleteTicket', 'boss', undefined, key)).toMatchObject({ status: 200, body: { number } });
    expect(await give('deleteTicket', 'boss', undefined, { 'idempotency-key': 'delete-2' })).toMatchObject({
      status: 404,
    });
    expect(desk.memory.facts.filter(({ type }) => type === 'ticket_deleted')).toHaveLength(1);
  });

  it('only is what is deleted or restored', async () => {
    await keep();
    expect(await give('deleteTicket', 'boss')).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', ticketStatus: 'processing' },
    });
    expect(await give('restoreTicket', 'boss')).toMatchObject({ status: 409 });
  });
});
