import { receiveMail } from '../../../../shared/application/mail/receive-mail.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { aCustomerMail, aDelivery, aMailDesk, type MailDesk, testReplyReference } from '../../../support/mail-desk.ts';
import { aMail, anAgent, anEntry, aService, aTicket } from '../../../support/tickets.ts';

const withTicket = (desk: MailDesk, ticket: Ticket = aTicket()) => {
  desk.state.tickets.set(`${ticket.serviceId}#${ticket.number}`, ticket);
  desk.state.entries.set(`${ticket.serviceId}#${ticket.number}`, [anEntry({ messageId: 'first@mail.example.com' })]);
  desk.state.pointers.set(JSON.stringify([ticket.serviceId, 'first@mail.example.com']), [
    { digest: 'of the first', number: ticket.number },
  ]);
  desk.state.pointers.set(JSON.stringify([ticket.serviceId, '0100abc-000000']), [
    { digest: 'ours', number: ticket.number },
  ]);
  desk.state.counters.set(ticket.serviceId, ticket.number);
  return ticket;
};
const ticketsOf = (desk: MailDesk) => [...desk.state.tickets.values()];
const entriesOf = (desk: MailDesk, number: number) => desk.state.entries.get(`support#${number}`) ?? [];
const logged = (desk: MailDesk) => desk.log.lines.map(({ message }) => message);

describe('given a mail to a service', () => {
  it('makes a ticket of it, with the mail as its first entry', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ 'Message-ID': '<one@mail.example.com>' })));
    expect(ticketsOf(desk)).toEqual([
      expect.objectContaining({
        serviceId: 'support',
        number: 1,
        version: 1,
        title: 'Printer on fire',
        status: 'unassigned',
        channel: 'email',
        language: 'en',
        priority: 'normal',
        customer: { name: 'A customer', email: 'customer@example.com' },
        serviceAddress: 'support@example.com',
      }),
    ]);
    expect(entriesOf(desk, 1)).toEqual([
      expect.objectContaining({
        kind: 'customer_message',
        text: 'My printer burns.',
        html: '<p>My printer burns.</p>',
        messageId: 'one@mail.example.com',
        attachments: [],
      }),
    ]);
    expect(desk.state.facts).toEqual([
      expect.objectContaining({ type: 'ticket_created', actor: { kind: 'customer' } }),
    ]);
    expect(logged(desk)).toEqual(['mail_received']);
  });

  it('answers to Reply-To, but not to one of our own addresses', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ 'Reply-To': 'Office@Example.com' })));
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ 'Reply-To': 'support+x@example.com' })));
    expect(ticketsOf(desk).map(({ customer }) => customer)).toEqual([
      { name: 'A customer', email: 'office@example.com' },
      { name: 'A customer', email: 'customer@example.com' },
    ]);
  });

  it.each([
    ['Korean', '결제가 되지 않습니다', '확인 부탁드립니다.', 'ko', '결제가 되지 않습니다'],
    ['Japanese', '=?utf-8?B?44Oh44Or44Oe44Ks6Kej6Zmk?=', '解除してください。', 'ja', 'メルマガ解除'],
    ['no subject', undefined, '안녕하세요, 문의드립니다.', 'ko', '(제목 없음)'],
    ['a subject of white space and controls', ' \u0007\u202e ', 'Hello there, good people', 'en', '(no subject)'],
  ])('gives it language and title: %s', async (_name, subject, body, language, title) => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ Subject: subject }, body)));
    expect(ticketsOf(desk)[0]).toMatchObject({ language, title });
  });

  it('cuts a subject at 255 characters and keeps characters whole', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ Subject: `${'a'.repeat(254)}😀 and more` })));
    expect(ticketsOf(desk)[0]!.title).toBe('a'.repeat(254));
  });

  it('finds the service by envelope, whatever the case and behind any label, and makes one ticket in each service', async () => {
    const desk = await aMailDesk();
    await desk.directory.putService(aService({ serviceId: 'sales', addresses: ['sales@example.com'] }));
    await receiveMail(desk)(
      aDelivery(desk, aCustomerMail({ To: 'undisclosed-recipients:;' }), {
        recipients: ['SUPPORT+News@Example.com', 'help@example.com', 'sales@example.com'],
      }),
    );
    expect(ticketsOf(desk).map(({ serviceId, serviceAddress }) => [serviceId, serviceAddress])).toEqual([
      ['support', 'support@example.com'],
      ['sales', 'sales@example.com'],
    ]);
  });

  it('puts files into the bucket under safe keys and names them in the entry', async () => {
    const desk = await aMailDesk();
    const body = [
      '--b',
      'Content-Type: text/html',
      '',
      '<p>See <img src="cid:pic@x"></p>',
      '--b',
      'Content-Type: image/png; name="../../a b?.png"',
      'Content-ID: <pic@x>',
      'Content-Transfer-Encoding: base64',
      '',
      'AAEC',
      '--b--',
    ].join('\n');
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ 'Content-Type': 'multipart/related; boundary=b' }, body)));
    const [file] = entriesOf(desk, 1)[0]!.attachments;
    expect(file).toMatchObject({
      name: '../../a b?.png',
      type: 'image/png',
      size: 3,
      contentId: 'pic@x',
      key: `support/1/${file!.id}/a_b_.png`,
    });
    expect([...desk.objects.get(file!.key)!.bytes]).toEqual([0, 1, 2]);
    expect(entriesOf(desk, 1)[0]!.html).toContain('src="cid:pic@x"');
  });

  it('keeps a long text whole beside the row', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({}, '안녕하세요 '.repeat(20_000))));
    const [entry] = entriesOf(desk, 1);
    expect(Buffer.byteLength(entry!.html)).toBeLessThanOrEqual(48 * 1024);
    expect(Buffer.byteLength(entry!.text)).toBeLessThanOrEqual(48 * 1024);
    expect(entry!.html).toMatch(/<\/p>$/);
    expect(Buffer.from(desk.objects.get(entry!.wholeKey!)!.bytes).toString()).toContain('안녕하세요 '.repeat(19_999));
  });

  it('lists at most 100 files and keeps the rest in the raw mail', async () => {
    const desk = await aMailDesk();
    const parts = Array.from({ length: 150 }, (_, i) =>
      ['--b', `Content-Type: text/csv; name=${i}.csv`, '', String(i)].join('\n'),
    ).join('\n');
    await receiveMail(desk)(
      aDelivery(desk, aCustomerMail({ 'Content-Type': 'multipart/mixed; boundary=b' }, `${parts}\n--b--`)),
    );
    const files = entriesOf(desk, 1)[0]!.attachments;
    expect([
      files.length,
      files.at(-1)!.name,
      Buffer.from(desk.objects.get(files.at(-1)!.key)!.bytes).includes('149.csv'),
    ]).toEqual([100, 'message.eml', true]);
  });
});

describe('given mail that is not for us to take', () => {
  it.each([
    ['a virus', { virus: 'FAIL' as const }, 'mail_quarantined'],
    ['an address of nobody', { recipients: ['nobody@example.com'] }, 'mail_unknown_address'],
  ])('makes no ticket of %s, and says so', async (_name, over, message) => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail(), over));
    expect([ticketsOf(desk).length, logged(desk)]).toEqual([0, [message]]);
  });

  it('refuses mail of a service whose contract has no e-mail', async () => {
    const desk = await aMailDesk();
    await desk.directory.putService(aService({ channels: ['phone'] }));
    await receiveMail(desk)(aDelivery(desk, aCustomerMail()));
    expect([ticketsOf(desk).length, logged(desk)]).toEqual([0, ['mail_refused']]);
  });

  it('puts what SES calls spam into the Spam list, to be restored as unassigned', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail(), { spam: 'FAIL' }));
    expect(ticketsOf(desk)).toEqual([
      expect.objectContaining({
        version: 1,
        status: 'resolved',
        internalReason: 'spam',
        beforeSpam: { status: 'unassigned' },
        customerId: expect.stringMatching(/^cus_/),
      }),
    ]);
    expect(entriesOf(desk, 1)).toHaveLength(1);
    expect(desk.log.lines[0]!.members).toMatchObject({ spam: 'FAIL' });
  });

  it.each(['GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const)('takes what SES is not sure of: %s', async (spam) => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail(), { spam }));
    expect(ticketsOf(desk)).toEqual([expect.objectContaining({ status: 'unassigned' })]);
    expect(ticketsOf(desk)[0]).not.toHaveProperty('internalReason');
  });
});

describe('given who wrote', () => {
  it('links new tickets to one customer, whatever the case of the address', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail()));
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ From: 'CUSTOMER@Example.com' })));
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ From: 'other@example.com' })));
    const ids = ticketsOf(desk).map(({ customerId }) => customerId);
    expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
    expect([...desk.customers.records.values()]).toMatchObject([
      { customerId: ids[0], name: 'A customer', emails: ['customer@example.com'] },
      { customerId: ids[2], emails: ['other@example.com'] },
    ]);
  });

  it('links whom the answer goes to, not who sent it for them', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(
      aDelivery(desk, aCustomerMail({ From: 'A form <form@example.com>', 'Reply-To': 'asked@example.com' })),
    );
    expect([...desk.customers.records.values()]).toMatchObject([{ emails: ['asked@example.com'] }]);
  });

  it('makes a ticket without a customer of a mail that names no usable address', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ From: 'Somebody' })));
    expect(ticketsOf(desk)).toHaveLength(1);
    expect([ticketsOf(desk)[0]!.customerId, desk.customers.records.size]).toEqual([undefined, 0]);
  });
});

describe('given mail that no person wrote', () => {
  const BULK = { 'List-Id': '<news.example.com>' };
  it.each([
    ['a person', {}, undefined],
    ['a person whose program says so', { 'Auto-Submitted': 'no' }, undefined],
    ['a machine', { 'Auto-Submitted': 'auto-generated' }, true],
    ['a mailing list', BULK, true],
  ])('marks a ticket of %s, so that nothing answers it by itself', async (_, headers, expected) => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail(headers)));
    expect(ticketsOf(desk)[0]!.writtenByMachine).toBe(expected);
  });

  it('marks the ticket that a list answers, until a person writes', async () => {
    const desk = await aMailDesk();
    withTicket(desk);
    const mark = () => ticketsOf(desk)[0]!.writtenByMachine;
    const reply = { 'In-Reply-To': '<0100abc-000000@eu-west-1.amazonses.com>' };
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ ...reply, ...BULK })));
    expect(mark()).toBe(true);
    await receiveMail(desk)(aDelivery(desk, aCustomerMail(reply)));
    expect(mark()).toBeUndefined();
  });
});

describe('given a reply', () => {
  const replyTo = async (
    desk: MailDesk,
    headers: Readonly<Record<string, string | undefined>>,
    recipients = ['support@example.com'],
  ) =>
    receiveMail(desk)(
      aDelivery(desk, aCustomerMail({ Subject: 'Re: something else', ...headers }, 'Still burning'), { recipients }),
    );
  const signed = async (number: number) =>
    `support+${number}-${await testReplyReference.sign('support', number)}@example.com`;

  it.each([
    ['by the signed reply address', async () => ({ recipients: [await signed(1024)] })],
    ['by the signed reply address in another case', async () => ({ recipients: [(await signed(1024)).toUpperCase()] })],
    [
      'by the signed reply address in To of a forwarded mail',
      async () => ({ headers: { To: `Support <${await signed(1024)}>` } }),
    ],
    [
      'by In-Reply-To of our mail, as SES writes it',
      async () => ({ headers: { 'In-Reply-To': '<0100abc-000000@eu-west-1.amazonses.com>' } }),
    ],
    [
      'by In-Reply-To of our mail from the oldest region',
      async () => ({ headers: { 'In-Reply-To': '<0100abc-000000@email.amazonses.com>' } }),
    ],
    [
      'by References with garbage around',
      async () => ({ headers: { References: '<unknown@x> junk <first@mail.example.com>\n <broken' } }),
    ],
    [
      'by References when In-Reply-To is a stranger',
      async () => ({ headers: { 'In-Reply-To': '<stranger@x> "a mail"', References: '<first@mail.example.com>' } }),
    ],
    ['by the number in the subject, from the customer', async () => ({ headers: { Subject: 'Re: [#1024] still' } })],
  ])('finds its ticket %s', async (_name, make) => {
    const desk = await aMailDesk();
    withTicket(desk, aTicket({ status: 'resolved' }));
    const { headers = {}, recipients } = (await make()) as { headers?: Record<string, string>; recipients?: string[] };
    await replyTo(desk, headers, recipients);
    expect(ticketsOf(desk)).toEqual([
      expect.objectContaining({
        number: 1024,
        version: 4,
        status: 'processing',
        assigneeId: 'agent_1',
        unreadReply: true,
      }),
    ]);
    expect(entriesOf(desk, 1024).at(-1)).toMatchObject({ kind: 'customer_message', text: 'Still burning' });
  });

  it.each([
    [
      'a forged reply address',
      {},
      ['support+1024-aaaaaaaaaaaaaaaa@example.com'],
      ['reply_reference_invalid', 'mail_received'],
    ],
    [
      'a number in the subject, written by a stranger',
      { Subject: 'Re: [#1024]', From: 'stranger@example.com' },
      ['support@example.com'],
      ['mail_claim_not_believed', 'mail_received'],
    ],
    [
      'a number in the subject and the customer only in Reply-To',
      { Subject: 'Re: [#1024]', From: 'stranger@example.com', 'Reply-To': 'customer@example.com' },
      ['support@example.com'],
      ['mail_claim_not_believed', 'mail_received'],
    ],
    ['a Message-ID that nobody knows', { 'In-Reply-To': '<who@knows>' }, ['support@example.com'], ['mail_received']],
  ])('opens a new ticket for %s', async (_name, headers, recipients, messages) => {
    const desk = await aMailDesk();
    withTicket(desk);
    await replyTo(desk, headers, recipients);
    expect(ticketsOf(desk).map(({ number }) => number)).toEqual([1024, 1025]);
    expect(logged(desk)).toEqual(messages);
  });

  it('shows who wrote it when a third person answers', async () => {
    const desk = await aMailDesk();
    withTicket(desk);
    await replyTo(desk, {
      From: 'Colleague <colleague@example.com>',
      References: '<0100abc-000000@eu-west-1.amazonses.com>',
    });
    expect(entriesOf(desk, 1024).at(-1)!.author).toEqual({
      kind: 'customer',
      name: 'Colleague',
      email: 'colleague@example.com',
    });
    expect(ticketsOf(desk)[0]!.customer.email).toBe('customer@example.com');
    expect([ticketsOf(desk)[0]!.customerId, desk.customers.records.size]).toEqual([undefined, 0]);
  });

  it('keeps a reply that looks like spam on its ticket, which goes on as any', async () => {
    const desk = await aMailDesk();
    withTicket(desk, aTicket({ status: 'pending' }));
    await receiveMail(desk)(
      aDelivery(desk, aCustomerMail({ References: '<first@mail.example.com>' }), { spam: 'FAIL' }),
    );
    expect(ticketsOf(desk)).toEqual([
      expect.objectContaining({ number: 1024, status: 'processing', unreadReply: true }),
    ]);
  });

  it('keeps spam spam, though its sender writes again', async () => {
    const desk = await aMailDesk();
    withTicket(desk, aTicket({ status: 'resolved', internalReason: 'spam', beforeSpam: { status: 'unassigned' } }));
    await replyTo(desk, { References: '<first@mail.example.com>' });
    expect(ticketsOf(desk)).toEqual([
      expect.objectContaining({ number: 1024, version: 4, status: 'resolved', internalReason: 'spam' }),
    ]);
    expect(entriesOf(desk, 1024).at(-1)).toMatchObject({ kind: 'customer_message', text: 'Still burning' });
  });

  it('gives the ticket to everybody when its agent has left', async () => {
    const desk = await aMailDesk();
    await desk.directory.putAgent(anAgent({ active: false }));
    withTicket(desk, aTicket({ status: 'pending' }));
    await replyTo(desk, { References: '<first@mail.example.com>' });
    expect(ticketsOf(desk)[0]).toMatchObject({ status: 'unassigned' });
    expect(ticketsOf(desk)[0]).not.toHaveProperty('assigneeId');
  });

  it('opens a new ticket that follows a completed one', async () => {
    const desk = await aMailDesk();
    withTicket(desk, aTicket({ status: 'completed' }));
    await replyTo(desk, { References: '<first@mail.example.com>' });
    const [record] = [...desk.customers.records.values()];
    expect(ticketsOf(desk)).toEqual([
      expect.objectContaining({ number: 1024, version: 3, status: 'completed' }),
      expect.objectContaining({
        number: 1025,
        followsNumber: 1024,
        status: 'unassigned',
        customerId: record!.customerId,
      }),
    ]);
  });
});

describe('given mail that no person wrote', () => {
  const kinds: readonly (readonly [string, Readonly<Record<string, string>>, { readonly envelopeFrom?: string }])[] = [
    ['an out-of-office answer', { 'Auto-Submitted': 'auto-replied' }, {}],
    [
      'a bounce',
      {
        From: 'MAILER-DAEMON@mail.example.com',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
      },
      { envelopeFrom: '' },
    ],
    ['our own mail that came back', { 'X-Handover-Ticket': 'support/1024/mail_1' }, {}],
    ['mail of one of our addresses', { From: 'help@example.com' }, {}],
    ['our own Message-ID', { 'Message-ID': '<0100abc-000000@eu-west-1.amazonses.com>' }, {}],
  ];
  it.each(kinds)('ignores %s on a ticket and does not reopen it', async (_name, headers, over) => {
    const desk = await aMailDesk();
    const ticket = withTicket(desk, aTicket({ status: 'resolved' }));
    await receiveMail(desk)(
      aDelivery(desk, aCustomerMail({ 'In-Reply-To': '<0100abc-000000@eu-west-1.amazonses.com>', ...headers }), over),
    );
    expect([ticketsOf(desk), desk.state.facts, logged(desk)]).toEqual([[ticket], [], ['mail_ignored']]);
  });
  it.each(kinds.slice(0, 4))('makes no ticket of %s', async (_name, headers, over) => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail(headers), over));
    expect([ticketsOf(desk), logged(desk)]).toEqual([[], ['mail_ignored']]);
  });
  it.each([
    ['a web form', { 'Auto-Submitted': 'auto-generated' }],
    ['a newsletter', { 'List-Id': '<news.example.com>', Precedence: 'bulk' }],
    ['a person whose program says Auto-Submitted: no', { 'Auto-Submitted': 'no' }],
  ])('makes a ticket of %s', async (_name, headers) => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail(headers)));
    expect(ticketsOf(desk)).toHaveLength(1);
  });
});

describe('given the same mail twice', () => {
  it.each([
    ['with its Message-ID', {}],
    ['without one', { 'Message-ID': undefined }],
  ])('makes one ticket: %s', async (_name, headers) => {
    const desk = await aMailDesk();
    const raw = aCustomerMail(headers);
    await receiveMail(desk)(aDelivery(desk, raw));
    await receiveMail(desk)(aDelivery(desk, raw));
    expect([ticketsOf(desk).length, logged(desk)]).toEqual([1, ['mail_received', 'mail_duplicate']]);
  });

  it('makes one ticket when both come at once', async () => {
    const desk = await aMailDesk();
    const raw = aCustomerMail();
    await Promise.all([1, 2, 3, 4].map(() => receiveMail(desk)(aDelivery(desk, raw))));
    expect(ticketsOf(desk)).toHaveLength(1);
    expect(logged(desk).toSorted()).toEqual(['mail_duplicate', 'mail_duplicate', 'mail_duplicate', 'mail_received']);
  });

  it('keeps both of a broken client that uses one Message-ID again', async () => {
    const desk = await aMailDesk();
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ 'Message-ID': '<same@x>' }, 'first')));
    await receiveMail(desk)(aDelivery(desk, aCustomerMail({ 'Message-ID': '<same@x>' }, 'second')));
    expect(ticketsOf(desk)).toHaveLength(2);
  });
});

it('lands ten replies that come to one ticket at once', async () => {
  const desk = await aMailDesk();
  withTicket(desk, aTicket({ status: 'pending' }));
  await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      receiveMail(desk)(aDelivery(desk, aCustomerMail({ 'In-Reply-To': '<first@mail.example.com>' }, `reply ${i}`))),
    ),
  );
  expect(ticketsOf(desk)).toEqual([expect.objectContaining({ version: 13, status: 'processing' })]);
  expect(
    entriesOf(desk, 1024)
      .slice(1)
      .map(({ text }) => text)
      .toSorted(),
  ).toEqual(Array.from({ length: 10 }, (_, i) => `reply ${i}`));
});

describe('given a crash', () => {
  const withFile = [
    '--b',
    'Content-Type: text/plain',
    '',
    'Look',
    '--b',
    'Content-Type: text/csv; name=a.csv',
    '',
    '1',
    '--b--',
  ].join('\n');
  /** Throws at the n-th call of any port, before it does anything or after it did. */
  const crashing = (desk: MailDesk, at: number, when: 'before' | 'after') => {
    let calls = 0;
    const wrap = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, name) => {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return async (...args: unknown[]) => {
            const dies = (calls += 1) === at;
            if (dies && when === 'before') throw new Error(`crash ${at}`);
            const result: unknown = await method.apply(target, args);
            if (dies) throw new Error(`crash ${at}`);
            return result;
          };
        },
      });
    return {
      deps: {
        ...desk,
        tickets: wrap(desk.tickets),
        directory: wrap(desk.directory),
        attachments: wrap(desk.attachments),
        rawMail: wrap(desk.rawMail),
        replyReference: wrap(desk.replyReference),
      },
      calls: () => calls,
    };
  };

  it.each(['before', 'after'] as const)(
    'makes one ticket, or one entry, wherever it happened (%s each call), once the mail is delivered again',
    async (when) => {
      for (const isReply of [false, true]) {
        for (let at = 1; at < 40; at += 1) {
          const desk = await aMailDesk();
          if (isReply) withTicket(desk, aTicket({ status: 'resolved' }));
          const headers = isReply ? { References: '<first@mail.example.com>' } : {};
          const delivery = aDelivery(
            desk,
            aCustomerMail({ ...headers, 'Content-Type': 'multipart/mixed; boundary=b' }, withFile),
          );
          const { deps, calls } = crashing(desk, at, when);
          const crashed = await receiveMail(deps)(delivery).then(
            () => false,
            () => true,
          );
          await receiveMail(desk)(delivery);
          const [ticket] = ticketsOf(desk);
          expect([at, ticketsOf(desk).length, desk.state.facts.length, entriesOf(desk, ticket!.number).length]).toEqual(
            [at, 1, 1, isReply ? 2 : 1],
          );
          for (const { key } of entriesOf(desk, ticket!.number).at(-1)!.attachments)
            expect(desk.objects.has(key)).toBe(true);
          if (!crashed) {
            expect(calls()).toBeLessThan(at);
            expect(at).toBeGreaterThan(6);
            break;
          }
        }
      }
    },
  );

  it('throws when the raw mail is not there yet, so that SES delivers again', async () => {
    const desk = await aMailDesk();
    const delivery = aDelivery(desk, aCustomerMail());
    desk.raws.clear();
    await expect(receiveMail(desk)(delivery)).rejects.toThrow('NoSuchKey');
  });
});

it('reads the raw mail under the receipt rule’s prefix', async () => {
  const desk = await aMailDesk();
  const delivery = aDelivery(desk, aCustomerMail());
  desk.raws.set(`in/${delivery.sesMessageId}`, desk.raws.get(delivery.sesMessageId)!);
  desk.raws.delete(delivery.sesMessageId);
  await receiveMail({ ...desk, rawPrefix: 'in/' })(delivery);
  expect(ticketsOf(desk)).toHaveLength(1);
});

it('knows the mail that we sent by the pointer that sending left', async () => {
  const desk = await aMailDesk();
  withTicket(desk);
  await desk.state.mails.set('mail_1', aMail({ status: 'sending', attempts: 1 }));
  await desk.mails.save(aMail({ status: 'sent', attempts: 1, sesMessageId: '0100zzz' }), {
    status: 'sending',
    attempts: 1,
  });
  await receiveMail(desk)(aDelivery(desk, aCustomerMail({ 'In-Reply-To': '<0100zzz@ap-northeast-2.amazonses.com>' })));
  expect(entriesOf(desk, 1024)).toHaveLength(2);
});
