import { composeAnswer, composeEntry } from '../../../../shared/application/mail/compose-answer.ts';
import type { MailLayout } from '../../../../shared/domain/mail/mail-layout.ts';
import type { OutgoingMail } from '../../../../shared/domain/mail/outgoing-mail.ts';
import { aMailDesk } from '../../../support/mail-desk.ts';
import { aLayout } from '../../../support/templates.ts';
import { aMail, anEntry, aService, aTicket } from '../../../support/tickets.ts';

const written = {
  ticket: aTicket({ status: 'resolved', title: 'Printer <on> fire' }),
  entry: anEntry({
    id: 'ent_1',
    kind: 'agent_reply',
    author: { kind: 'agent', agentId: 'agent_1' },
    html: '<p>Use #{customer.name}</p>',
    text: 'Use #{customer.name}',
    mailId: 'mail_1',
  }),
};
const composed = async (layouts: readonly Partial<MailLayout>[], mail: Partial<OutgoingMail> = {}) => {
  const stored = layouts.map((layout) => aLayout(layout));
  const desk = {
    ...(await aMailDesk()),
    layouts: {
      find: async (serviceId: string, kind: string, language: string) =>
        stored.find((one) => one.serviceId === serviceId && one.kind === kind && one.language === language),
    },
  };
  await desk.directory.putService(aService({ language: 'ko', name: 'A & B' }));
  return { desk, mail: aMail(mail), answer: await composeEntry(desk)(aMail(mail), written) };
};

it('lays an answer out by what administrators wrote, filled and escaped; the answer itself is not looked into', async () => {
  const { answer } = await composed([
    {
      subject: '[#{service.name}] #{ticket.title} #{ticket.number}',
      html: '<h1>#{service.name}</h1><div>#{content}</div><p>#{agent.name}, #{today}</p>',
      text: '#{service.name}\n#{content}\n#{agent.name}\n',
    },
  ]);
  expect(answer.html).toContain(
    '<h1>A &amp; B</h1><div><p>Use #{customer.name}</p></div><p>First Agent, November 22, 2026</p></body></html>',
  );
  expect(answer).toMatchObject({
    subject: '[A & B] Printer <on> fire #1024',
    text: 'A & B\nUse #{customer.name}\nFirst Agent\n',
  });
});

it.each<[string, readonly Partial<MailLayout>[], Partial<OutgoingMail>, string | RegExp, string]>([
  [
    'in the mail’s language',
    [
      { language: 'en', html: 'EN#{content}' },
      { language: 'ko', html: 'KO#{content}' },
    ],
    { language: 'en' },
    'EN',
    'en',
  ],
  [
    'in the service’s language when there is none in the mail’s',
    [{ language: 'ko', html: 'KO#{content}#{today}' }],
    { language: 'en' },
    /KO.*2026년 11월 22일/,
    'ko',
  ],
  [
    'built in, in the mail’s language, when there is neither',
    [{ language: 'ja', html: 'JA#{content}' }],
    { language: 'en' },
    'Inquiry #1024',
    'en',
  ],
  [
    'of its kind alone',
    [{ language: 'en', kind: 'pending', html: 'PENDING#{content}' }],
    { language: 'en', kind: 'resolved' },
    'Inquiry #1024',
    'en',
  ],
  [
    'of the other kind',
    [{ language: 'en', kind: 'pending', html: 'PENDING#{content}' }],
    { language: 'en', kind: 'pending' },
    'PENDING',
    'en',
  ],
  ['built in and English for a language that we don’t speak', [], { language: 'xx' }, 'Inquiry #1024', 'en'],
])('takes the layout %s', async (_, layouts, mail, said, language) => {
  const { answer } = await composed(layouts, mail);
  expect(answer.html).toMatch(said);
  expect(answer.html).toContain(`<html lang="${language}">`);
  expect(answer.subject).toBe('Re: Printer on fire [#1024]');
});

it('says the same of an entry that is stored as of one that is not yet', async () => {
  const { desk, mail, answer } = await composed([{ subject: '#{ticket.title}' }]);
  desk.state.entries.set('support#1024', [written.entry]);
  expect(await composeAnswer(desk)(mail, written.ticket)).toEqual(answer);
  desk.state.entries.clear();
  await expect(composeAnswer(desk)(mail, written.ticket)).rejects.toThrow('Mail mail_1 has no entry ent_1');
});
