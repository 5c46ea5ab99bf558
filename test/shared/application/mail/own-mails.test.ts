import { receiveMail } from '../../../../shared/application/mail/receive-mail.ts';
import { MAIL_TREATMENT } from '../../../../shared/domain/mail/classify-mail.ts';
import { type MailCase, usual } from '../../../mails/build-mail.ts';
import { OWN_MAILS } from '../../../mails/own-mails.ts';
import { aDelivery, aMailDesk } from '../../../support/mail-desk.ts';

const withoutBlankLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd())
    .join('\n');
const isKept = ([, , { kind = usual.kind }]: MailCase) => MAIL_TREATMENT[kind].otherwise === 'ticket';

const lastAddress = (mailbox: string) => mailbox.match(/[^<>\s]+@[^<>\s]+/g)?.at(-1);
/** As the server that took the mail in knew it: a notice's envelope has no sender. */
const envelopeOf = (raw: Uint8Array) => ({
  envelopeFrom: /^return-path: *<>/im.test(Buffer.from(raw).toString('latin1')) ? '' : 'ann@customer.example',
});

describe('given a desk and mail with', () => {
  it.each(OWN_MAILS.filter(isKept))(
    '%s, makes one ticket of it that has its text and its files',
    async (_fault, raw, right) => {
      const desk = await aMailDesk();
      const delivery = aDelivery(desk, raw, envelopeOf(raw));
      await receiveMail(desk)(delivery);
      await receiveMail(desk)(delivery);
      const [ticket, ...others] = desk.state.tickets.values();
      const [entry, ...more] = desk.state.entries.get(`support#${ticket?.number ?? 0}`) ?? [];
      const address = lastAddress(right.replyTo?.[0] ?? right.from ?? usual.from);
      expect([
        others.length,
        more.length,
        ticket?.customer.email,
        withoutBlankLines(entry?.text ?? ''),
        entry?.attachments.length,
      ]).toEqual([0, 0, address, right.reads ?? usual.reads, (right.files ?? []).length]);
    },
  );

  it.each(OWN_MAILS.filter((each) => !isKept(each)))('%s, makes no ticket of it', async (_fault, raw) => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, raw, envelopeOf(raw)));
    expect(desk.state.tickets.size).toBe(0);
  });
});
