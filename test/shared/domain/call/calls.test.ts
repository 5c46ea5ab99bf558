import fc from 'fast-check';
import { callTime, checkCallTime } from '../../../../shared/domain/call/check-call.ts';
import { changeCall } from '../../../../shared/domain/call/change-call.ts';
import { cancelCall, finishCall } from '../../../../shared/domain/call/end-call.ts';
import { reserveCall, type Reservation } from '../../../../shared/domain/call/reserve-call.ts';
import { CALL_DAYS_AHEAD, type ReservedCall } from '../../../../shared/domain/call/reserved-call.ts';
import { ringCall } from '../../../../shared/domain/call/ring-call.ts';
import { aCall } from '../../../support/calls.ts';
import { anAgent, aTicket } from '../../../support/tickets.ts';

const NOW = '2026-11-22T09:00:00.000Z';
const context = { at: NOW, factId: 'evt_9', correlationId: 'cor_9' };
const ticket = aTicket();
const reservation = (over: Partial<Reservation> = {}): Reservation => ({
  agentId: 'agent_1',
  callId: 'call_1',
  phone: '+821012345678',
  at: '2026-11-22T19:30:00+09:00',
  note: 'About the invoice',
  ownerId: 'agent_2',
  owner: anAgent({ agentId: 'agent_2' }),
  ...over,
});

describe('reserveCall', () => {
  it('given a time of any offset, then the call is open for it in UTC, and the log tells when, whose and which number, not the note', () => {
    const result = reserveCall(ticket, reservation(), context);
    expect(result).toEqual({
      ok: true,
      value: {
        call: aCall({ ownerId: 'agent_2', createdAt: NOW }),
        fact: {
          id: 'evt_9',
          type: 'call_reserved',
          serviceId: 'support',
          number: 1024,
          version: ticket.version,
          at: NOW,
          actor: { kind: 'agent', id: 'agent_1' },
          status: 'processing',
          assigneeId: 'agent_1',
          groupId: 'first-line',
          changes: {
            callAt: { after: '2026-11-22T10:30:00.000Z' },
            callOwner: { after: 'agent_2' },
            callPhone: { after: '+821012345678' },
          },
          callId: 'call_1',
          correlationId: 'cor_9',
        },
      },
    });
  });

  it.each([
    [
      'somebody unknown',
      { owner: undefined },
      { code: 'assignee_unavailable', assigneeId: 'agent_2', because: 'unknown' },
    ],
    [
      'somebody who left',
      { owner: anAgent({ name: 'Gone', active: false }) },
      { code: 'assignee_unavailable', assigneeId: 'agent_2', assigneeName: 'Gone', because: 'left' },
    ],
    ['this very moment', { at: NOW }, { code: 'call_time_invalid', because: 'past' }],
    [
      'later than a year and a day',
      { at: '2027-11-23T09:00:01.000Z' },
      { code: 'call_time_invalid', because: 'too_far' },
    ],
  ])('given %s, then it is refused', (_what, over, error) => {
    expect(reserveCall(ticket, reservation(over), context)).toEqual({ ok: false, error });
  });

  it('given an owner whose assignment is off, then it is theirs all the same: assignment concerns tickets', () => {
    expect(reserveCall(ticket, reservation({ owner: anAgent({ takesAssignment: false }) }), context).ok).toBe(true);
  });
});

describe('the time of a call', () => {
  it('given any instant, then it is stored in whole seconds and is refused exactly outside of now and a year and a day', () => {
    const day = 86_400_000;
    fc.assert(
      fc.property(fc.integer({ min: -2 * day, max: (CALL_DAYS_AHEAD + 2) * day }), (ahead) => {
        const at = callTime(new Date(Date.parse(NOW) + ahead).toISOString());
        expect(at).toMatch(/:\d\d\.000Z$/);
        const stored = Date.parse(at) - Date.parse(NOW);
        expect(checkCallTime(at, NOW).ok).toBe(stored > 0 && stored <= CALL_DAYS_AHEAD * day);
      }),
    );
  });
});

describe('changeCall', () => {
  const change = (
    call: ReservedCall,
    changes: Parameters<typeof changeCall>[2],
    command = {},
    owner = anAgent({ agentId: 'agent_2' }),
  ) => changeCall(ticket, call, changes, owner, { agentId: 'agent_3', ...command }, context);

  it('given another time and owner, then it is moved and given away, and the log tells what was before', () => {
    const result = change(aCall({ rungFor: '2026-11-22T10:30:00.000Z' }), {
      at: '2026-11-22T11:00:00Z',
      ownerId: 'agent_2',
    });
    expect(result).toMatchObject({
      ok: true,
      value: {
        call: aCall({
          version: 2,
          at: '2026-11-22T11:00:00.000Z',
          ownerId: 'agent_2',
          rungFor: '2026-11-22T10:30:00.000Z',
        }),
        fact: {
          type: 'call_changed',
          version: ticket.version,
          actor: { kind: 'agent', id: 'agent_3' },
          callId: 'call_1',
        },
      },
    });
    expect(result.ok && result.value?.fact.changes).toEqual({
      callAt: { before: '2026-11-22T10:30:00.000Z', after: '2026-11-22T11:00:00.000Z' },
      callOwner: { before: 'agent_1', after: 'agent_2' },
    });
  });

  it('given another note alone, then it is a change of which the log tells no word', () => {
    const result = change(aCall(), { note: 'Call the mobile' });
    expect(result.ok && result.value).toMatchObject({
      call: { version: 2, note: 'Call the mobile' },
      fact: { type: 'call_changed', changes: {} },
    });
  });

  it('given what it is already, then nothing follows', () => {
    expect(
      change(aCall(), {
        phone: '+821012345678',
        at: '2026-11-22T19:30:00.400+09:00',
        note: 'About the invoice',
        ownerId: 'agent_1',
      }),
    ).toEqual({ ok: true, value: undefined });
  });

  it('given a call that is due, then its note can be corrected though its time and its owner would be refused today', () => {
    const due = aCall({ at: '2026-11-22T08:59:00.000Z' });
    expect(change(due, { at: due.at, note: 'Two numbers' }).ok).toBe(true);
    expect(
      changeCall(
        ticket,
        due,
        { ownerId: 'agent_1', note: 'Two numbers' },
        anAgent({ active: false }),
        { agentId: 'agent_3' },
        context,
      ).ok,
    ).toBe(true);
  });

  it('given a time that is over or an owner who left, then it is refused', () => {
    expect(change(aCall(), { at: '2026-11-22T08:00:00Z' })).toEqual({
      ok: false,
      error: { code: 'call_time_invalid', because: 'past' },
    });
    expect(change(aCall(), { ownerId: 'agent_2' }, {}, anAgent({ active: false }))).toMatchObject({
      ok: false,
      error: { code: 'assignee_unavailable', because: 'left' },
    });
  });
});

describe.each([
  ['finishCall', finishCall, 'done', 'call_done'],
  ['cancelCall', cancelCall, 'cancelled', 'call_cancelled'],
] as const)('%s', (_name, end, status, type) => {
  it('given an open call, then it is over, and the log says so', () => {
    expect(end(ticket, aCall(), { agentId: 'agent_3' }, context)).toMatchObject({
      ok: true,
      value: {
        call: aCall({ version: 2, status, endedAt: NOW }),
        fact: { type, changes: {}, callId: 'call_1', actor: { kind: 'agent', id: 'agent_3' } },
      },
    });
  });
});

describe.each([
  [
    'changeCall',
    (call: ReservedCall, command: { expectedVersion?: number }) =>
      changeCall(ticket, call, { note: 'Other' }, undefined, { agentId: 'agent_1', ...command }, context),
  ],
  [
    'finishCall',
    (call: ReservedCall, command: { expectedVersion?: number }) =>
      finishCall(ticket, call, { agentId: 'agent_1', ...command }, context),
  ],
  [
    'cancelCall',
    (call: ReservedCall, command: { expectedVersion?: number }) =>
      cancelCall(ticket, call, { agentId: 'agent_1', ...command }, context),
  ],
] as const)('%s', (_name, run) => {
  it.each(['done', 'cancelled'] as const)('given a call that is %s, then nobody can do anything to it', (status) => {
    expect(run(aCall({ status }), {})).toEqual({ ok: false, error: { code: 'call_ended', callId: 'call_1', status } });
  });
  it('given the version that was read, then it passes, and another one is told', () => {
    expect(run(aCall({ version: 4 }), { expectedVersion: 4 }).ok).toBe(true);
    expect(run(aCall({ version: 4 }), { expectedVersion: 3 })).toEqual({
      ok: false,
      error: { code: 'call_changed', expected: 3, actual: 4 },
    });
  });
});

describe('ringCall', () => {
  const at = aCall().at;
  const ring = (call: ReservedCall, now = at) => ringCall(ticket, call, at, { ...context, at: now });

  it('given an open call whose time has come, then its owner is told, which is no version of the call', () => {
    expect(ring(aCall())).toEqual({
      kind: 'ring',
      decision: {
        call: aCall({ rungFor: at }),
        fact: {
          id: 'evt_9',
          type: 'call_due',
          serviceId: 'support',
          number: 1024,
          version: ticket.version,
          at,
          actor: { kind: 'system' },
          status: 'processing',
          assigneeId: 'agent_1',
          groupId: 'first-line',
          changes: {},
          callId: 'call_1',
          correlationId: 'cor_9',
        },
      },
    });
  });

  it('given a time that came early, then it waits for as long', () => {
    expect(ring(aCall(), '2026-11-22T10:29:18.500Z')).toEqual({ kind: 'wait', seconds: 42 });
  });

  it('given a call that rang before and was moved since, then it rings again', () => {
    expect(ring(aCall({ rungFor: '2026-11-22T09:30:00.000Z' })).kind).toBe('ring');
  });

  it.each([
    ['done', { status: 'done' }],
    ['cancelled', { status: 'cancelled' }],
    ['moved later', { at: '2026-11-22T11:00:00.000Z' }],
    ['moved earlier', { at: '2026-11-22T10:00:00.000Z' }],
    ['told of before', { rungFor: at }],
  ] as const)('given a call that was %s, then nobody is told', (_what, over) => {
    expect(ring(aCall(over))).toEqual({ kind: 'over' });
  });
});
