import { newsFactId } from '../../../../shared/domain/mail/settle-mail.ts';
import { aMail } from '../../../support/tickets.ts';

it('makes one id of the same news, others of others, in the order of time', () => {
  const mail = aMail({ id: 'mail_01KAW1Y6S0ABCDEFGHJKMNPQRS' });
  const id = (fact: 'mail_sent' | 'mail_delivered', at: string) => newsFactId(mail, { fact, at });
  expect(id('mail_sent', '2026-11-22T10:00:00.000Z')).toBe(id('mail_sent', '2026-11-22T10:00:00.000Z'));
  expect(id('mail_sent', '2026-11-22T10:00:00.000Z')).toMatch(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(
    new Set([
      id('mail_sent', '2026-11-22T10:00:00.000Z'),
      id('mail_delivered', '2026-11-22T10:00:00.000Z'),
      newsFactId(aMail({ id: 'mail_2' }), { fact: 'mail_sent', at: '2026-11-22T10:00:00.000Z' }),
    ]).size,
  ).toBe(3);
  expect(id('mail_delivered', '2026-11-22T10:00:00.000Z') < id('mail_sent', '2026-11-22T10:00:00.001Z')).toBe(true);
});
