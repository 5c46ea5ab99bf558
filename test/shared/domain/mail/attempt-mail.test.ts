import { attemptMail } from '../../../../shared/domain/mail/attempt-mail.ts';
import { aMail } from '../../../support/tickets.ts';

const now = new Date('2026-11-22T10:00:00.000Z');

describe('attemptMail', () => {
  it.each([
    ['queued', {}, 'send'],
    ['sent', { status: 'sent' }, 'over'],
    ['failed', { status: 'failed' }, 'over'],
    ['asked a moment ago', { status: 'sending', attempts: 1, attemptedAt: '2026-11-22T09:59:30.000Z' }, 'wait'],
    ['asked long ago', { status: 'sending', attempts: 1, attemptedAt: '2026-11-22T09:58:00.000Z' }, 'send'],
  ] as const)('a mail that is %s', (_name, over, kind) => {
    expect(attemptMail(aMail(over), now, 120).kind).toBe(kind);
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
