import { answerTicket } from '../../../../shared/domain/ticket/answer-ticket.ts';
import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import { editTicket } from '../../../../shared/domain/ticket/edit-ticket.ts';
import { forwardTicket } from '../../../../shared/domain/ticket/forward-ticket.ts';
import { isAllowed } from '../../../../shared/domain/ticket/lifecycle.ts';
import { completeTicket } from '../../../../shared/domain/ticket/move-ticket.ts';
import { receiveReply } from '../../../../shared/domain/ticket/receive-reply.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import { takeBackAnswer } from '../../../../shared/domain/ticket/take-back-answer.ts';
import type { LastEntry, Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { aContext, anAgent, anEntry, aService, aTicket } from '../../../support/tickets.ts';

const agent = anAgent();
const boss = anAgent({ agentId: 'boss', role: 'administrator' });
const body = { html: '<p>Pull the plug</p>', text: 'Pull the plug' };
const at = (second: number, step: number) =>
  aContext({
    at: `2026-11-22T09:00:${String(second).padStart(2, '0')}.000Z`,
    factId: `evt_${step}`,
    entryId: `ent_${step}`,
    mailId: `mail_${step}`,
  });
const customers: LastEntry = { id: 'ent_00', by: 'customer' };
const question = 'Where is my order? It was to come on Friday.';
const asked = (over: Partial<Ticket> = {}) =>
  aTicket({
    unreadReply: true,
    lastEntry: customers,
    waitingSince: '2026-11-22T08:00:00.000Z',
    snippet: question,
    ...over,
  });

const answered = (command: 'resolve' | 'pend', ticket: Ticket, undoSeconds = 10, step = 1) => {
  const given = { agent, service: aService({ undoSeconds }), body };
  const result = answerTicket(command, ticket, given, at(step === 1 ? 0 : step, step));
  if (!result.ok) throw new Error('The answer was refused');
  const { entry, mail } = result.value;
  return { ticket: result.value.ticket, entry: entry!, mail };
};
type Answered = ReturnType<typeof answered>;
const undone = (
  { ticket, entry, mail }: Answered,
  {
    second = 4,
    agentId = 'agent_1',
    waiting = [mail] as readonly Answered['mail'][],
    previous = anEntry({ id: customers.id, text: question }),
  } = {},
) => takeBackAnswer(ticket, { agentId, entry, mail, previous, waiting }, at(second, 9));
const value = (result: ReturnType<typeof undone>) => {
  if (!result.ok) throw new Error(`It was refused: ${result.error.code}`);
  return result.value;
};

const WORKABLE = ['processing', 'pending', 'transfer_completed', 'dooray_resolved'] as const;

describe.each(['resolve', 'pend'] as const)('given %s', (command) => {
  it.each(WORKABLE)('of a %s ticket, when it is taken back, then the ticket is as it was', (status) => {
    const before = asked({ status });
    const { ticket, fact, takenBack } = value(undone(answered(command, before)));
    expect(ticket).toEqual({ ...before, version: before.version + 2 });
    const after = command === 'resolve' ? 'resolved' : 'pending';
    expect(fact).toMatchObject({
      type: 'answer_taken_back',
      actor: { kind: 'agent', id: 'agent_1' },
      changes: after === status ? {} : { status: { before: after, after: status } },
      entryId: 'ent_1',
      mailId: 'mail_1',
    });
    expect(takenBack).toMatchObject({ mail: { status: 'taken_back' }, before: { status: 'queued' } });
  });

  it('then the mail leaves when the window is over, and not at all later without one', () => {
    expect(answered(command, asked()).mail.leavesAt).toBe('2026-11-22T09:00:10.000Z');
    expect(answered(command, asked(), 0).mail).not.toHaveProperty('leavesAt');
  });

  it.each([
    ['the window is over', 10, {}],
    ['its mail is being sent', 4, { status: 'sending', undo: undefined }],
    ['its mail has left', 4, { status: 'sent', undo: undefined }],
    ['it leaves at once', 0, { leavesAt: undefined, undo: undefined }],
  ] as const)('when %s, then it is too late', (_name, second, over) => {
    const given = answered(command, asked());
    const mail = { ...given.mail, ...over } as Answered['mail'];
    expect(undone({ ...given, mail }, { second })).toEqual({
      ok: false,
      error: { code: 'undo_too_late', entryId: 'ent_1', mailStatus: mail.status },
    });
  });

  it.each(['boss', 'agent_2'])('when %s wants to take it back, then it is not theirs', (agentId) => {
    expect(undone(answered(command, asked()), { agentId })).toEqual({
      ok: false,
      error: { code: 'answer_not_yours', entryId: 'ent_1' },
    });
  });

  it('when the agent has answered again, then that one is to be taken back first', () => {
    const first = answered('pend', asked());
    const second = answerTicket(command, first.ticket, { agent, service: aService(), body }, at(2, 2));
    if (!second.ok) throw new Error('refused');
    const waiting = [first.mail, second.value.mail];
    expect(undone({ ...first, ticket: second.value.ticket }, { waiting })).toMatchObject({
      ok: false,
      error: { code: 'ticket_moved_on', because: command === 'pend' ? 'later_answer' : 'status' },
    });
  });

  describe('after an answer that waits', () => {
    const again = (over: Partial<Answered['mail']> = {}) => {
      const first = answered('pend', asked());
      const second = answered(command, first.ticket, 10, 2);
      const undo = undone(second, { waiting: [{ ...first.mail, ...over }, second.mail], previous: first.entry });
      return { first, ticket: value(undo).ticket };
    };

    it('when it is taken back, then the ticket is as the first left it, and that one can be taken back, too', () => {
      const { first, ticket } = again();
      expect(ticket).toEqual({ ...first.ticket, version: first.ticket.version + 2 });
      expect(value(undone({ ...first, ticket }, { second: 6 })).ticket).toEqual({ ...asked(), version: 7 });
    });

    it('that was sent again since, when it is taken back, then it is', () => {
      expect(again({ round: 2, orderedAt: '2026-11-22T09:00:03.000Z' }).ticket.status).toBe('pending');
    });
  });

  it('when the customer has replied, who reopened it, then it has moved on', () => {
    const given = answered(command, asked());
    const replied = receiveReply(given.ticket, { body, author: {}, assigneeActive: true }, at(2, 2));
    expect(undone({ ...given, ticket: replied.ok ? replied.value.ticket : given.ticket })).toEqual({
      ok: false,
      error: { code: 'ticket_moved_on', entryId: 'ent_1', status: 'processing', because: 'status' },
    });
  });

  it('when fields were saved, then they stay', () => {
    const given = answered(command, asked());
    const edited = editTicket(given.ticket, { agent: boss, edit: { priority: 'urgent' } }, at(2, 2));
    const { ticket } = value(undone({ ...given, ticket: edited?.ok ? edited.value.ticket : given.ticket }));
    expect(ticket).toEqual({ ...asked({ priority: 'urgent' }), version: 6 });
  });

  it.each([
    ['somebody else', boss, { id: 'ent_2', by: 'boss' }, customers],
    ['the agent', agent, { id: 'ent_2', by: 'agent_1' }, customers],
  ])('when %s has commented, then the comment stays, and the reply is read', (_who, by, lastEntry, otherEntry) => {
    const given = answered(command, asked());
    const commented = commentTicket(given.ticket, { agent: by, body }, at(2, 2));
    const { ticket } = value(undone({ ...given, ticket: commented.ok ? commented.value.ticket : given.ticket }));
    expect(ticket).toEqual({
      ...asked({ unreadReply: false, lastEntry, otherEntry, snippet: body.text }),
      version: 6,
    });
  });
});

it('given an answer of the agent before it, when both it and a later comment of the customer’s kind are there, then the newest of another author is the one before', () => {
  const before = asked({ lastEntry: { id: 'ent_01', by: 'boss' }, otherEntry: customers });
  const given = answered('pend', before);
  const ticket = {
    ...given.ticket,
    lastEntry: { id: 'ent_2', by: 'boss' },
    otherEntry: { id: 'ent_1', by: 'agent_1' },
  };
  expect(value(undone({ ...given, ticket })).ticket).toMatchObject({
    lastEntry: { id: 'ent_2', by: 'boss' },
    otherEntry: customers,
  });
});

it('given a pending ticket that was forwarded, then it has moved on', () => {
  const given = answered('pend', asked());
  const colleague = anAgent({ agentId: 'agent_9' });
  const target = { kind: 'agent', assigneeId: 'agent_9', agent: colleague } as const;
  const forwarded = forwardTicket(given.ticket, { agent, target }, at(2, 2));
  expect(undone({ ...given, ticket: forwarded.ok ? forwarded.value.ticket : given.ticket })).toMatchObject({
    ok: false,
    error: { code: 'ticket_moved_on', because: 'status' },
  });
});

it('given a resolved ticket that was completed, then it has moved on', () => {
  const given = answered('resolve', asked());
  const completed = completeTicket(given.ticket, boss, at(2, 2));
  expect(undone({ ...given, ticket: completed.ok ? completed.value.ticket : given.ticket })).toMatchObject({
    ok: false,
    error: { code: 'ticket_moved_on', status: 'completed' },
  });
});

it('given one that was resolved anew since, then it has moved on', () => {
  const given = answered('resolve', asked());
  expect(undone({ ...given, ticket: { ...given.ticket, resolvedAt: '2026-11-22T09:00:03.000Z' } })).toMatchObject({
    ok: false,
    error: { code: 'ticket_moved_on', status: 'resolved' },
  });
});

it('given a message before it that was masked since, then the row says what is left of it', () => {
  const given = answered('resolve', asked());
  const result = takeBackAnswer(
    given.ticket,
    {
      agentId: 'agent_1',
      entry: given.entry,
      mail: given.mail,
      previous: anEntry({ id: customers.id, text: 'Where is my order? It was to come on ******.' }),
      waiting: [given.mail],
    },
    at(4, 9),
  );
  expect(value(result).ticket.snippet).toBe('Where is my order? It was to come on ******.');
});

it('given an answer with masks, then their original goes with it', () => {
  const given = answered('resolve', asked());
  const mask = { id: 'msk_1', start: 0, end: 4, shown: 4, by: 'boss', at: '2026-11-22T09:00:02.000Z' };
  const entry = { ...given.entry, masking: { revision: 1, masks: [mask] } };
  expect(value(undone({ ...given, entry })).original).toEqual({ entryId: 'ent_1', sealed: null });
  expect(value(undone(given))).not.toHaveProperty('original');
});

it('is in the table for the statuses that answers lead to, and for no others', () => {
  expect(TICKET_STATUSES.filter((status) => isAllowed('undo', { status }))).toEqual(['pending', 'resolved']);
});
