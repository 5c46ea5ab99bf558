import { INTERNAL_REASONS, type InternalReason } from '../../../../shared/domain/ticket/internal-reason.ts';
import { placeOf } from '../../../../shared/domain/ticket/ticket.ts';
import { resolveInternally, type ResolveInternally } from '../../../../shared/domain/ticket/resolve-internally.ts';
import { aContext, anAgent, aTicket } from '../../../support/tickets.ts';

const body = { html: '<p>Told them by phone</p>', text: 'Told them by phone' };
const resolve = (reason: InternalReason, ticket = aTicket(), over: Partial<ResolveInternally> = {}) =>
  resolveInternally(ticket, { agent: anAgent(), reason, body, ...over }, aContext());

describe.each(INTERNAL_REASONS)('given the reason %s', (reason) => {
  it('then the ticket is resolved for it, and nobody is mailed', () => {
    const result = resolve(reason);
    expect(result).toMatchObject({
      ok: true,
      value: {
        ticket: {
          status: 'resolved',
          internalReason: reason,
          resolvedAt: aContext().at,
          resolvedBy: 'agent_1',
          unreadReply: false,
        },
        fact: {
          type: 'ticket_resolved_internally',
          changes: { status: { before: 'processing', after: 'resolved' }, internalReason: { after: reason } },
        },
        entry: { kind: 'comment', command: 'resolve_internally', text: body.text },
      },
    });
    expect(result.ok && result.value).not.toHaveProperty('mail');
  });

  it('then it is among the spam alone exactly when it is spam', () => {
    const result = resolve(reason);
    expect(result.ok && placeOf(result.value.ticket)).toBe(reason === 'spam' ? 'spam' : 'resolved');
    expect(result.ok && result.value.ticket.beforeSpam).toEqual(
      reason === 'spam' ? { status: 'processing', assigneeId: 'agent_1' } : undefined,
    );
  });

  it('then a word is needed for “other” alone', () => {
    const silent = resolveInternally(aTicket(), { agent: anAgent(), reason }, aContext());
    if (reason === 'other') expect(silent).toEqual({ ok: false, error: { code: 'text_required' } });
    else expect(silent.ok && silent.value).not.toHaveProperty('entry');
  });

  it('then an issue ticket that came by transfer refuses spam, abuse and duplicate', () => {
    const result = resolve(reason, aTicket({ origin: { serviceId: 'shop', number: 3 } }));
    if (['spam', 'abuse', 'duplicate'].includes(reason))
      expect(result).toEqual({ ok: false, error: { code: 'reason_not_allowed', reason } });
    else expect(result).toMatchObject({ ok: true });
  });
});

describe('a duplicate', () => {
  it('names the ticket that it repeats', () => {
    expect(resolve('duplicate', aTicket(), { duplicateOf: 7 })).toMatchObject({
      ok: true,
      value: { ticket: { duplicateOf: 7 }, fact: { changes: { duplicateOf: { after: '7' } } } },
    });
  });
  it('is not one of itself', () => {
    expect(resolve('duplicate', aTicket(), { duplicateOf: 1024 })).toEqual({
      ok: false,
      error: { code: 'duplicate_not_found', number: 1024 },
    });
  });
});

describe('an unassigned ticket', () => {
  const unassigned = aTicket({ status: 'unassigned', assigneeId: undefined, groupId: undefined });
  it('becomes the ticket of who resolves it, in their only group', () => {
    expect(resolve('test', unassigned)).toMatchObject({
      ok: true,
      value: { ticket: { assigneeId: 'agent_1', groupId: 'first-line' } },
    });
  });
  it('keeps its group, or has none, where the agent is in several', () => {
    const agent = anAgent({ groupIds: ['a', 'b'] });
    expect(resolve('test', { ...unassigned, groupId: 'x' }, { agent })).toMatchObject({
      ok: true,
      value: { ticket: { groupId: 'x' } },
    });
    const none = resolve('test', unassigned, { agent });
    expect(none.ok && none.value.ticket).not.toHaveProperty('groupId');
  });
  it('comes back from spam without an assignee', () => {
    const spam = resolve('spam', unassigned);
    expect(spam.ok && spam.value.ticket.beforeSpam).toEqual({ status: 'unassigned' });
  });
});
