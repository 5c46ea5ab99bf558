import { simpleParser, type ParsedMail } from 'mailparser';
import { createHandler } from '../../../functions/send-mail/index.ts';
import { dynamoMailCounts } from '../../../shared/adapters/dynamodb/mail-counts.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { sanitizedRichText } from '../../../shared/adapters/mail/sanitized-rich-text.ts';
import { orderOutward } from '../../../shared/application/triggers/order-outward.ts';
import { classifyMail } from '../../../shared/domain/mail/classify-mail.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import type { TriggerAction } from '../../../shared/domain/trigger/trigger.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { aMailDesk, scriptedMailer } from '../../support/mail-desk.ts';
import { aTrigger } from '../../support/outward.ts';
import { inRole } from '../../support/roles/in-role.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';
import { aChange, aMail, anAgent, anEntry, aService, aTicket } from '../../support/tickets.ts';

type MailAction = Extract<TriggerAction, { kind: 'mail' }>;

/** A desk whose ticket has a mail of the customer; what triggers order of it is saved as their evaluation does. */
const aDesk = async (over: Partial<Ticket> = {}) => {
  const desk = await aMailDesk();
  const { client, names } = await hostedStage();
  const { consoleUrl } = await inRole('send-mail');
  const on = { client, ...names, backoff: async () => {}, now: () => new Date() };
  const tickets = dynamoTicketRepository(on);
  await desk.directory.putGroup({ serviceId: 'support', groupId: 'first-line', name: 'First line' });
  for (const agent of [anAgent(), anAgent({ agentId: 'agent_2', email: 'second@example.com' })])
    await desk.directory.putAgent(agent);
  const first = aTicket({ version: 1, ...over });
  await tickets.save(aChange(first, { entry: anEntry({ id: 'ent_000', messageId: 'question@mail.example.com' }) }));
  let version = 1;
  return {
    ...desk,
    tickets,
    consoleUrl,
    order: async (...mails: readonly Partial<MailAction>[]) => {
      const actions = mails.map((mail): MailAction => ({
        kind: 'mail',
        to: 'customer',
        subject: 'We got #{ticket.number}',
        html: '<p>Dear #{customer.name}, we got it.</p>',
        ...mail,
      }));
      const ticket = { ...first, version: (version += 1) };
      const { facts, told, ...ordered } = await orderOutward({
        directory: desk.directory,
        mailCounts: dynamoMailCounts(on),
        richText: sanitizedRichText,
        clock: desk.clockAndIds,
      })({
        ticket,
        automation: {
          mails: actions.map(({ kind: _kind, ...mail }) => ({ triggerId: 'trg_1', ...mail })),
          calls: [],
          notices: [],
        },
        triggers: [aTrigger({ name: 'Welcome', actions })],
        snapshot: { service: aService(), fields: {}, definitions: [] },
        context: { at: '2026-11-22T09:00:00.000Z', correlationId: 'cor_9', link: { chainId: 'evt_0', depth: 1 } },
      });
      const saved = await tickets.save({ ...aChange(ticket), ...ordered, furtherFacts: facts });
      expect(saved.ok).toBe(true);
      return { facts, told, mails: ordered.furtherMails };
    },
  };
};
type Desk = Awaited<ReturnType<typeof aDesk>>;
type Ordered = Awaited<ReturnType<Desk['order']>>;

const sending = (desk: Desk, mailer = desk.mailer) => {
  const postponed: number[] = [];
  const handler = createHandler({
    ...desk,
    mailer,
    tries: 20,
    visibility: {
      postpone: async (_, seconds) => {
        postponed.push(seconds);
      },
      repeat: async () => {},
    },
  });
  return {
    postponed,
    send: ({ facts }: Ordered) =>
      handler({
        Records: facts.map(
          (fact) =>
            ({
              messageId: fact.mailId,
              body: aBusMessage(fact),
              receiptHandle: 'handle',
              attributes: { SentTimestamp: '0', ApproximateReceiveCount: '1' },
            }) as never,
        ),
      }),
  };
};
const readSent = ({ mailer }: Pick<Desk, 'mailer'>): Promise<readonly ParsedMail[]> =>
  Promise.all(mailer.accepted.map(({ raw }) => simpleParser(Buffer.from(raw))));
const headersOf = ({ headerLines }: ParsedMail) =>
  headerLines.map(({ key, line }) => ({ name: key, value: line.slice(line.indexOf(':') + 1).trim() }));

test('the customer gets it in the thread, in a layout, with the headers of what nobody wrote, and a signed address to answer to', async () => {
  const desk = await aDesk({ language: 'ko' });
  const { send } = sending(desk);
  await send(await desk.order({}));
  const [mail] = await readSent(desk);
  expect(mail).toMatchObject({ subject: 'We got #1024 [#1024]', inReplyTo: '<question@mail.example.com>' });
  expect(mail!.html).toContain('Dear A customer, we got it.');
  // The layout of mails without a decision, in the ticket's language.
  expect(mail!.text).toContain('문의 #1024');
  expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail!.headers.get('x-auto-response-suppress')).toBe('All');
  expect(mail!.headers.get('x-handover-ticket')).toMatch(/^support\/1024\/mail_/);
  expect(mail!.replyTo!.value[0]!.address).toMatch(/^support\+1024-[a-z2-7x]{16}@example\.com$/);
  // Should it come back to us, it is our own; to others it is a machine's.
  const seen = {
    headers: headersOf(mail!),
    from: { name: '', address: 'support@example.com' },
    subject: mail!.subject!,
    files: [],
  };
  expect(classifyMail(seen as never, { isOurAddress: false })).toBe('own');
  const elsewhere = { ...seen, headers: seen.headers.filter(({ name }) => name !== 'x-handover-ticket') };
  expect(classifyMail(elsewhere as never, { isOurAddress: false })).toBe('generated');
});

test('a group gets one mail, with a link to the ticket, out of the customer’s thread; who answers it writes nothing on the ticket', async () => {
  const desk = await aDesk();
  const { send } = sending(desk);
  const ordered = await desk.order({ to: 'group', subject: 'Look at #{ticket.number}' });
  await send(ordered);
  const [accepted] = desk.mailer.accepted;
  expect(accepted!.to).toEqual(['first@example.com', 'second@example.com']);
  const [mail] = await readSent(desk);
  expect(mail).toMatchObject({ subject: 'Look at #1024' });
  expect(mail!.html).toContain(`href="${desk.consoleUrl}/s/support/all/1024"`);
  expect(mail!.text).toContain(`${desk.consoleUrl}/s/support/all/1024`);
  expect(mail!.inReplyTo).toBeUndefined();
  expect(mail!.references).toBeUndefined();
  expect(mail!.replyTo!.value[0]!.address).toBe('support@example.com');
  expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
  expect(await desk.tickets.findByMessageId('support', accepted!.sesMessageId)).toBeUndefined();
  // Nor is it a part of the thread that the customer sees later.
  await send(await desk.order({ subject: 'Done' }));
  const later = (await readSent(desk)).at(-1)!;
  expect(JSON.stringify(later.references ?? '')).not.toContain(accepted!.sesMessageId);
});

test('it is an ordinary mail of the desk: sent once however often it is ordered, and told by the same facts', async () => {
  const desk = await aDesk();
  const { send } = sending(desk);
  const ordered = await desk.order({}, { to: 'assignee' });
  await Promise.all([send(ordered), send(ordered)]);
  await send(ordered);
  expect(desk.mailer.accepted).toHaveLength(2);
  const { items } = await desk.tickets.listFacts('support', 1024, { limit: 20, order: 'oldest' });
  expect(items.filter(({ type }) => type === 'mail_sent')).toHaveLength(2);
});

test('given that SES fails and the function dies between any two effects, then it leaves once', async () => {
  const desk = await aDesk();
  const ordered = await desk.order({});
  const busy = sending(desk, scriptedMailer([{ kind: 'busy', reason: 'ServiceUnavailable' }]));
  await busy.send(ordered);
  expect(busy.postponed).toEqual([20]);
  const failing = (when: (status: string) => boolean) => ({
    ...desk,
    mails: {
      ...desk.mails,
      save: async (...[mail, ...rest]: Parameters<Desk['mails']['save']>) => {
        if (when(mail.status)) throw new Error('killed');
        return desk.mails.save(mail, ...rest);
      },
    },
  });
  await sending(failing((status) => status === 'sending') as Desk).send(ordered);
  expect(desk.mailer.accepted).toHaveLength(0);
  await sending(failing((status) => status === 'sent') as Desk).send(ordered);
  expect(desk.mailer.accepted).toHaveLength(1);
  // Its fate is unknown to the next message, which waits for what SES tells.
  const next = sending(desk);
  await next.send(ordered);
  expect(next.postponed).toHaveLength(1);
  expect(desk.mailer.accepted).toHaveLength(1);
});

test('a mail to agents waits for no answer to the customer, one to the customer does', async () => {
  const desk = await aDesk();
  const leavesAt = new Date(Date.now() + 365 * 86_400_000).toISOString();
  desk.state.mails.set('mail_0', aMail({ id: 'mail_0', createdAt: '2026-11-22T08:59:00.000Z', leavesAt }));
  const { send, postponed } = sending(desk);
  await send(await desk.order({ to: 'assignee' }, {}));
  expect(desk.mailer.accepted.map(({ to }) => to)).toEqual([['first@example.com']]);
  expect(postponed).toHaveLength(1);
});

test('counts of a recipient last over changes: the eleventh within ten minutes is left out', async () => {
  const desk = await aDesk();
  for (let turn = 1; turn <= 10; turn += 1)
    expect((await desk.order({ subject: `Mail ${String(turn)}` })).told[0]!.word).toBe('mail_ordered 1');
  const { told, mails } = await desk.order({ subject: 'Mail 11' });
  expect([told[0]!.word, mails]).toEqual(['too_often 1', []]);
});
