import { layOutAnswer } from '../../../../shared/domain/mail/answer-layout.ts';
import { boundReferences } from '../../../../shared/domain/mail/answer-mail.ts';
import { attemptMail } from '../../../../shared/domain/mail/attempt-mail.ts';
import { markerOf, readMarker } from '../../../../shared/domain/mail/mail-marker.ts';
import { newsFactId } from '../../../../shared/domain/mail/settle-mail.ts';
import { aMail } from '../../../support/tickets.ts';

const now = new Date('2026-11-22T10:00:00.000Z');

describe('attemptMail', () => {
  it.each([
    ['queued', {}, 'send'], ['sent', { status: 'sent' }, 'over'], ['failed', { status: 'failed' }, 'over'],
    ['asked a moment ago', { status: 'sending', attempts: 1, attemptedAt: '2026-11-22T09:59:30.000Z' }, 'wait'], ['asked long ago', { status: 'sending', attempts: 1, attemptedAt: '2026-11-22T09:58:00.000Z' }, 'send'],
  ] as const)('a mail that is %s', (_name, over, kind) => {
    expect(attemptMail(aMail(over), now, 120).kind).toBe(kind);
  });
  it('waits exactly as long as is left, and a second at least', () => {
    expect(attemptMail(aMail({ status: 'sending', attemptedAt: '2026-11-22T09:59:00.500Z' }), now, 120)).toEqual({ kind: 'wait', seconds: 61 });
    expect(attemptMail(aMail({ status: 'sending', attemptedAt: '2026-11-22T09:58:00.001Z' }), now, 120)).toEqual({ kind: 'wait', seconds: 1 });
  });
});

describe('layOutAnswer', () => {
  it('fills each place once: what a customer or agent wrote is never filled in again', () => {
    const { html, text } = layOutAnswer('en', { html: '<p>#{service} $& $1</p>', text: '#{service} $&', ticket: '#1', service: 'A & <B> #{content}' });
    expect(html).toContain('<p>#{service} $& $1</p>');
    expect(html).toContain('A &amp; &lt;B&gt; #{content}');
    expect(text).toBe('#{service} $&\n\n--\nA & <B> #{content} · Inquiry #1 — Reply to this mail to continue the conversation.\n');
  });
});

it('bounds references to the first and the newest, each once', () => {
  const ids = Array.from({ length: 30 }, (_, i) => `m${i}`);
  expect(boundReferences(ids)).toEqual(['m0', ...ids.slice(-19)]);
  expect(boundReferences(['a', 'b', 'a'])).toEqual(['b', 'a']);
});

it('reads its own marker and nobody else’s', () => {
  const marker = { serviceId: 'support', number: 7, mailId: 'mail_01J' };
  expect(readMarker(` ${markerOf(marker)} `)).toEqual(marker);
  expect(['', 'a/b/c', 'support/1/x', '//', 'a b/1/mail_1'].map(readMarker)).toEqual(Array(5).fill(undefined));
});

it('makes one id of the same news, others of others, in the order of time', () => {
  const mail = aMail({ id: 'mail_01KAW1Y6S0ABCDEFGHJKMNPQRS' });
  const id = (fact: 'mail_sent' | 'mail_delivered', at: string) => newsFactId(mail, { fact, at });
  expect(id('mail_sent', '2026-11-22T10:00:00.000Z')).toBe(id('mail_sent', '2026-11-22T10:00:00.000Z'));
  expect(id('mail_sent', '2026-11-22T10:00:00.000Z')).toMatch(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(new Set([id('mail_sent', '2026-11-22T10:00:00.000Z'), id('mail_delivered', '2026-11-22T10:00:00.000Z'), newsFactId(aMail({ id: 'mail_2' }), { fact: 'mail_sent', at: '2026-11-22T10:00:00.000Z' })]).size).toBe(3);
  expect(id('mail_delivered', '2026-11-22T10:00:00.000Z') < id('mail_sent', '2026-11-22T10:00:00.001Z')).toBe(true);
});
