import { settleMail } from '../../../../shared/application/mail/settle-mail.ts';
import type { MailNews } from '../../../../shared/domain/mail/settle-mail.ts';
import type { OutgoingMail } from '../../../../shared/domain/mail/outgoing-mail.ts';
import { aMailDesk, type MailDesk } from '../../../support/mail-desk.ts';
import { aMail, aTicket } from '../../../support/tickets.ts';

const marker = { serviceId: 'support', number: 1024, mailId: 'mail_1' };
const news = (kind: MailNews['kind'], over: Partial<MailNews> = {}): MailNews => ({
  kind,
  at: '2026-11-22T10:00:05.000Z',
  sentAt: '2026-11-22T10:00:00.000Z',
  sesMessageId: '0100-1',
  ...over,
});
const sent = news('sent');
const delivered = news('delivered');
const bounced = news('bounced', { reason: 'Permanent/General 5.1.1 user unknown' });
const complained = news('complained', { at: '2026-11-22T11:00:00.000Z', reason: 'abuse' });

const withMail = async (over: Partial<OutgoingMail> = { status: 'sending', attempts: 1 }): Promise<MailDesk> => {
  const desk = await aMailDesk();
  desk.state.tickets.set('support#1024', aTicket());
  desk.state.mails.set('mail_1', aMail(over));
  return desk;
};
const mailOf = (desk: MailDesk) => desk.state.mails.get('mail_1')!;
const facts = (desk: MailDesk) => desk.state.facts.map(({ type }) => type);
const tell = async (desk: MailDesk, ...all: readonly MailNews[]) => {
  for (const each of all) await settleMail(desk)(marker, each);
};

const ordersOf = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, i) => ordersOf(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));

describe('given SES’s events in any order and each twice', () => {
  it.each([
    ['a delivered mail', [sent, delivered], 'delivered', ['mail_delivered', 'mail_sent']],
    ['a bounced mail', [sent, bounced], 'bounced', ['mail_bounced', 'mail_sent']],
    ['a complaint', [sent, complained], 'complained', ['mail_complained', 'mail_sent']],
    [
      'a delayed, then delivered mail',
      [sent, news('delayed'), delivered],
      'delivered',
      ['mail_delivered', 'mail_sent'],
    ],
  ] as const)('comes to the same end: %s', async (_name, all, outcome, types) => {
    for (const order of ordersOf(all)) {
      const desk = await withMail();
      await tell(desk, ...order.flatMap((each) => [each, each]), ...order);
      expect([mailOf(desk).status, mailOf(desk).outcome, mailOf(desk).sesMessageId, facts(desk).toSorted()]).toEqual([
        'sent',
        outcome,
        '0100-1',
        types,
      ]);
    }
  });

  it('lets the graver outcome stand', async () => {
    for (const order of ordersOf([delivered, bounced, complained])) {
      const desk = await withMail();
      await tell(desk, ...order, ...order);
      expect(mailOf(desk)).toMatchObject({ status: 'sent', outcome: 'complained' });
      expect(facts(desk).filter((type) => type === 'mail_complained')).toHaveLength(1);
    }
  });

  it('comes to one end when all come at once', async () => {
    const desk = await withMail();
    await Promise.all(
      [sent, delivered, bounced, sent, delivered, bounced].map((each) => settleMail(desk)(marker, each)),
    );
    expect(mailOf(desk)).toMatchObject({
      status: 'sent',
      outcome: 'bounced',
      failure: 'Permanent/General 5.1.1 user unknown',
    });
    expect(facts(desk).filter((type) => type === 'mail_sent')).toHaveLength(1);
    expect(facts(desk).filter((type) => type === 'mail_bounced')).toHaveLength(1);
  });
});

it('writes why a mail bounced, and the ticket as it stands', async () => {
  const desk = await withMail({ status: 'sent', attempts: 1, sesMessageId: '0100-1' });
  await tell(desk, bounced);
  expect(desk.state.facts).toEqual([
    expect.objectContaining({
      type: 'mail_bounced',
      reason: 'Permanent/General 5.1.1 user unknown',
      version: 3,
      status: 'processing',
      mailId: 'mail_1',
      entryId: 'ent_1',
      at: bounced.at,
    }),
  ]);
});

it('tells a transient bounce once and leaves the mail as it is', async () => {
  const desk = await withMail({ status: 'sent', attempts: 1, sesMessageId: '0100-1' });
  const full = news('bounced_for_now', { reason: 'Transient/MailboxFull' });
  await tell(desk, full, full, delivered, full);
  expect([mailOf(desk).outcome, facts(desk)]).toEqual(['delivered', ['mail_bounced', 'mail_delivered']]);
  await tell(desk, { ...full, at: '2026-11-22T12:00:00.000Z' });
  expect(facts(desk)).toEqual(['mail_bounced', 'mail_delivered', 'mail_bounced']);
});

it.each([
  ['before its Send event', [news('rejected', { reason: 'Reject Bad content' }), sent]],
  ['after it', [sent, news('rejected', { reason: 'Reject Bad content' }), sent]],
])('a mail that SES rejected has failed: %s', async (_name, order) => {
  const desk = await withMail();
  await tell(desk, ...order, ...order);
  expect(mailOf(desk)).toMatchObject({ status: 'failed', failure: 'Reject Bad content' });
  expect(facts(desk).filter((type) => type === 'mail_failed')).toHaveLength(1);
});

it('keeps the id of the first when a mail was sent twice', async () => {
  const desk = await withMail({
    status: 'sent',
    attempts: 2,
    sesMessageId: '0100-1',
    sentAt: '2026-11-22T10:00:00.000Z',
  });
  await tell(desk, news('sent', { sesMessageId: '0100-2' }), news('delivered', { sesMessageId: '0100-2' }));
  expect(mailOf(desk)).toMatchObject({ sesMessageId: '0100-1', outcome: 'delivered' });
});

it('says that it does not know a mail, and goes on', async () => {
  const desk = await withMail();
  await settleMail(desk)({ ...marker, mailId: 'mail_9' }, sent);
  expect([facts(desk), desk.log.lines.map(({ message }) => message)]).toEqual([[], ['mail_feedback_unknown']]);
});
