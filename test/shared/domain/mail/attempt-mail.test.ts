import { attemptMail } from '../../../../shared/domain/mail/attempt-mail.ts';
import { aMail } from '../../../support/tickets.ts';

const now = new Date('2026-11-22T10:00:00.000Z');

describe('attemptMail', () => {
  it.each([
    ['queued', {}, 'send'],
    ['sent', { status: 'sent' }, 'over'],
    ['failed', { status: 'failed' }, 'over'],
    ['taken back', { status: 'taken_back' }, 'over'],
    ['still to be taken back', { leavesAt: '2026-11-22T10:00:00.001Z' }, 'held'],
    ['to leave now', { leavesAt: '2026-11-22T10:00:00.000Z' }, 'send'],
    ['asked a moment ago', { status: 'sending', attempts: 1, attemptedAt: '2026-11-22T09:59:30.000Z' }, 'wait'],
    ['asked long ago', { status: 'sending', attempts: 1, attemptedAt: '2026-11-22T09:58:00.000Z' }, 'send'],
  ] as const)('a mail that is %s', (_name, over, kind) => {
    expect(attemptMail(aMail(over), now, 120).kind).toBe(kind);
  });
  it('waits for the later of its window and of what holds it up', () => {
    const held = (until: string) => ({ reason: 'sending_rate', times: 1, until }) as const;
    const leavesAt = '2026-11-22T10:00:07.200Z';
    expect(attemptMail(aMail({ leavesAt }), now, 120)).toEqual({ kind: 'held', seconds: 8 });
    expect(attemptMail(aMail({ leavesAt, held: held('2026-11-22T10:00:20.000Z') }), now, 120)).toEqual({
      kind: 'held',
      seconds: 20,
    });
    expect(attemptMail(aMail({ leavesAt, held: held('2026-11-22T09:00:00.000Z') }), now, 120)).toEqual({
      kind: 'held',
      seconds: 8,
    });
  });
  it('once taken to be sent can’t be taken back', () => {
    const undo = {
      by: 'agent_1',
      before: { status: 'processing', activityAt: '2026-11-22T08:00:00.000Z', unreadReply: true },
    } as const;
    const attempt = attemptMail(aMail({ leavesAt: '2026-11-22T09:00:10.000Z', undo }), now, 120);
    expect(attempt).toMatchObject({ kind: 'send', taken: { status: 'sending', leavesAt: '2026-11-22T09:00:10.000Z' } });
    expect(attempt.kind === 'send' && attempt.taken).not.toHaveProperty('undo');
  });
  it('waits exactly as long as is left, and a second at least', () => {
    expect(attemptMail(aMail({ status: 'sending', attemptedAt: '2026-11-22T09:59:00.500Z' }), now, 120)).toEqual({
      kind: 'wait',
      seconds: 61,
    });
    expect(attemptMail(aMail({ status: 'sending', attemptedAt: '2026-11-22T09:58:00.001Z' }), now, 120)).toEqual({
      kind: 'wait',
      seconds: 1,
    });
  });
});
