import { mergeCustomers } from '../../../shared/domain/customer/merge-customers.ts';
import { receiveMail } from '../../../shared/application/mail/receive-mail.ts';
import type { IncomingMail } from '../../../shared/domain/mail/incoming-mail.ts';
import { aCustomerMail, aDelivery, aMailDesk, type MailDesk } from '../../support/mail-desk.ts';
import { anAgent, anEntry, aTicket } from '../../support/tickets.ts';

type Headers = Readonly<Record<string, string | undefined>>;
const receive = (desk: MailDesk, headers: Headers, over: Partial<IncomingMail> = {}) =>
  receiveMail(desk)(aDelivery(desk, aCustomerMail(headers), over));
const numbers = (desk: MailDesk) => [...desk.state.tickets.values()].map(({ number }) => number);
const textsOn = (desk: MailDesk, number: number) => (desk.state.entries.get(`support#${number}`) ?? []).length;

/** Ticket 1: the customer wrote, with a colleague in Cc, from one of two addresses of theirs; we sent an answer. */
const begun = async (): Promise<MailDesk> => {
  const desk = await aMailDesk();
  await receive(desk, {
    'Message-ID': '<first@mail.example.com>',
    Cc: 'Colleague <Colleague@Example.com>, support@example.com, broken@',
  });
  desk.state.pointers.set(JSON.stringify(['support', '0100ours-1']), [{ digest: 'ours', number: 1 }]);
  return desk;
};
const known = { 'In-Reply-To': '<first@mail.example.com>' };
const numbered = { Subject: 'Re: Printer on fire [#1]' };
const ours = { 'In-Reply-To': '<0100ours-1@eu-west-1.amazonses.com>' };

describe('given the id of a mail that somebody sent us, or a bare number', () => {
  it.each([
    ['the customer', 'customer@example.com'],
    ['the customer, written otherwise', 'CUSTOMER@Example.COM'],
    ['who got a copy', 'colleague@example.com'],
  ])('lets %s continue the ticket', async (_name, From) => {
    for (const headers of [known, { References: '<unknown@x> <first@mail.example.com>' }, numbered]) {
      const desk = await begun();
      await receive(desk, { From, ...headers });
      expect([numbers(desk), textsOn(desk, 1)]).toEqual([[1], 2]);
    }
  });

  it.each([
    ['a stranger', { From: 'stranger@evil.example' }],
    ['a stranger who answers to the customer', { From: 'stranger@evil.example', 'Reply-To': 'customer@example.com' }],
    ['a stranger who is named as the customer', { From: '"customer@example.com" <stranger@evil.example>' }],
    ['a stranger who copies the customer', { From: 'stranger@evil.example', Cc: 'customer@example.com' }],
    ['a stranger who says Sender', { From: 'stranger@evil.example', Sender: 'customer@example.com' }],
    ['nobody', { From: 'Somebody' }],
  ])('gives %s a ticket of their own, and says so', async (_name, from) => {
    for (const headers of [known, { References: '<first@mail.example.com>' }, numbered]) {
      const desk = await begun();
      await receive(desk, { ...from, ...headers });
      expect([numbers(desk), textsOn(desk, 1)]).toEqual([[1, 2], 1]);
      expect(desk.state.tickets.get('support#2')).not.toHaveProperty('followsNumber');
      expect(desk.log.lines).toContainEqual(
        expect.objectContaining({
          message: 'mail_claim_not_believed',
          members: { serviceId: 'support', number: 1, reason: 'no_participant' },
        }),
      );
    }
  });

  it('does not make a participant of a stranger by their own ticket, nor of whom they copy', async () => {
    const desk = await begun();
    await receive(desk, { From: 'stranger@evil.example', Cc: 'friend@evil.example', ...known });
    await receive(desk, { From: 'stranger@evil.example', ...known });
    await receive(desk, { From: 'friend@evil.example', ...numbered });
    expect([textsOn(desk, 1), numbers(desk)]).toEqual([1, [1, 2, 3, 4]]);
  });

  it('lets whom a participant copies continue, and whom those copy', async () => {
    const desk = await begun();
    await receive(desk, { From: 'colleague@example.com', Cc: 'boss@example.com', ...known });
    await receive(desk, { From: 'boss@example.com', ...numbered });
    expect([numbers(desk), textsOn(desk, 1)]).toEqual([[1], 3]);
  });

  it('lets continue who wrote, though the answers go elsewhere', async () => {
    const desk = await aMailDesk();
    await receive(desk, {
      From: 'alice@corp.example',
      'Reply-To': 'office@corp.example',
      'Message-ID': '<first@mail.example.com>',
    });
    await receive(desk, { From: 'alice@corp.example', ...known });
    await receive(desk, { From: 'office@corp.example', ...known });
    expect([numbers(desk), textsOn(desk, 1)]).toEqual([[1], 3]);
  });

  it('still lets who began the ticket continue when it was given other customers, and none of those who were not it', async () => {
    const desk = await begun();
    const give = (email: string) => {
      const { customer: _customer, customerId: _customerId, ...ticket } = desk.state.tickets.get('support#1')!;
      desk.state.tickets.set('support#1', { ...ticket, customer: { email } });
    };
    give('other@example.com');
    await receive(desk, { From: 'CUSTOMER@Example.COM', ...known });
    expect(textsOn(desk, 1)).toBe(2);
    give('third@example.com');
    for (const From of ['other@example.com', 'agent@example.com']) await receive(desk, { From, ...numbered });
    expect(textsOn(desk, 1)).toBe(2);
    await receive(desk, { From: 'third@example.com', ...numbered });
    give('other@example.com');
    for (const From of ['third@example.com', 'customer@example.com']) await receive(desk, { From, ...numbered });
    expect(textsOn(desk, 1)).toBe(5);
  });

  it('knows the customer by every address of their record, and of those merged into it', async () => {
    const desk = await begun();
    await receive(desk, { From: 'private@example.org', 'Message-ID': '<other@mail.example.com>' });
    const [first, second] = await Promise.all(
      [1, 2].map((number) => desk.customers.find('support', desk.state.tickets.get(`support#${number}`)!.customerId!)),
    );
    await desk.customers.save([
      { record: { ...first!, version: 2, emails: [...first!.emails, 'second@example.com'] }, before: first! },
    ]);
    await receive(desk, { From: 'second@example.com', ...known });
    expect(textsOn(desk, 1)).toBe(2);
    await receive(desk, { From: 'private@example.org', ...known });
    expect(textsOn(desk, 1)).toBe(2);
    const merged = mergeCustomers((await desk.customers.find('support', first!.customerId))!, second!, {
      by: 'agent_1',
      at: '2026-11-22T10:00:00.000Z',
    });
    if (!merged.ok) throw new Error('not merged');
    await desk.customers.save([
      { record: merged.value.into, before: second! },
      { record: merged.value.from, before: (await desk.customers.find('support', first!.customerId))! },
    ]);
    await receive(desk, { From: 'private@example.org', ...known });
    expect(textsOn(desk, 1)).toBe(3);
  });

  it('knows an agent who wrote on it, and no other', async () => {
    const desk = await begun();
    await desk.directory.putAgent(anAgent({ agentId: 'agent_2', email: 'second@desk.example.com' }));
    await receive(desk, { From: 'second@desk.example.com', ...numbered });
    expect(textsOn(desk, 1)).toBe(1);
    const comment = anEntry({ id: 'ent_comment', kind: 'comment', author: { kind: 'agent', agentId: 'agent_2' } });
    desk.state.entries.set('support#1', [...desk.state.entries.get('support#1')!, comment]);
    await receive(desk, { From: 'second@desk.example.com', ...numbered });
    expect(textsOn(desk, 1)).toBe(3);
    await desk.directory.putAgent(anAgent({ agentId: 'agent_3', email: 'third@desk.example.com', active: false }));
    desk.state.entries.set('support#1', [
      ...desk.state.entries.get('support#1')!,
      { ...comment, id: 'ent_comment_2', author: { kind: 'agent', agentId: 'agent_3' } },
    ]);
    await receive(desk, { From: 'third@desk.example.com', ...numbered });
    expect(textsOn(desk, 1)).toBe(4);
  });

  it('does not believe From when its own domain disowns the mail', async () => {
    for (const headers of [known, numbered]) {
      const desk = await begun();
      await receive(desk, headers, { dmarc: 'FAIL' });
      expect([numbers(desk), desk.log.lines.at(-2)!.members]).toEqual([
        [1, 2],
        { serviceId: 'support', number: 1, reason: 'sender_forged' },
      ]);
      await receive(desk, { Subject: 'Re: [#1]' }, { dmarc: 'GRAY' });
      expect(textsOn(desk, 1)).toBe(2);
    }
  });
});

describe('given what only a reader of our mail can know', () => {
  it.each(['PASS', 'FAIL'] as const)('counts our own Message-ID alone, whoever sends it (DMARC %s)', async (dmarc) => {
    const desk = await begun();
    await receive(desk, { From: 'assistant@elsewhere.example', ...ours }, { dmarc });
    expect([numbers(desk), textsOn(desk, 1)]).toEqual([[1], 2]);
  });

  it('counts the signed address alone, beside ids of other tickets', async () => {
    const desk = await begun();
    await receive(desk, { From: 'other@example.com', 'Message-ID': '<two@mail.example.com>' });
    const signed = `support+1-${await desk.replyReference.sign('support', 1)}@example.com`;
    await receive(
      desk,
      { From: 'assistant@elsewhere.example', 'In-Reply-To': '<two@mail.example.com>', Subject: '[#2]' },
      { recipients: [signed], dmarc: 'FAIL' },
    );
    expect([textsOn(desk, 1), textsOn(desk, 2)]).toEqual([2, 1]);
  });

  it('does not take for ours an id of SES’s that a stranger brought', async () => {
    const desk = await begun();
    await receive(desk, {
      From: 'customer@example.com',
      'Message-ID': '<0100theirs@eu-west-1.amazonses.com>',
      ...known,
    });
    await receive(desk, { From: 'stranger@evil.example', 'In-Reply-To': '<0100theirs@eu-west-1.amazonses.com>' });
    expect([numbers(desk), textsOn(desk, 1)]).toEqual([[1, 2], 2]);
  });
});

it('looks on when the first id is of a ticket that is none of the sender’s', async () => {
  const desk = await begun();
  await receive(desk, { From: 'other@example.com', 'Message-ID': '<two@mail.example.com>' });
  await receive(desk, {
    From: 'other@example.com',
    'In-Reply-To': '<first@mail.example.com>',
    References: '<two@mail.example.com>',
  });
  expect([textsOn(desk, 1), textsOn(desk, 2)]).toEqual([1, 2]);
});

it('reads a bounded number of rows, however many ids and numbers a mail names', async () => {
  const desk = await aMailDesk();
  for (let n = 1; n <= 40; n += 1) {
    desk.state.tickets.set(`support#${n}`, aTicket({ number: n }));
    desk.state.pointers.set(JSON.stringify(['support', `m${n}@x`]), [{ digest: 'd', number: n }]);
  }
  desk.state.counters.set('support', 40);
  let reads = 0;
  const counting = new Proxy(desk.tickets, {
    get: (target, name) =>
      /^(find|isParticipant|listEntriesAfter)/.test(String(name))
        ? async (...args: unknown[]) => {
            reads += 1;
            return (Reflect.get(target, name) as (...each: unknown[]) => unknown)(...args);
          }
        : Reflect.get(target, name),
  });
  const all = Array.from({ length: 40 }, (_, i) => i + 1);
  await receiveMail({ ...desk, tickets: counting })(
    aDelivery(
      desk,
      aCustomerMail({
        From: 'stranger@evil.example',
        References: all.map((n) => `<m${n}@x>`).join('\n '),
        Subject: all.map((n) => `[#${n}]`).join(''),
      }),
    ),
  );
  expect(reads).toBeLessThanOrEqual(50);
});

it('keeps of a mail its own subject, To and Cc with its entry', async () => {
  const desk = await aMailDesk();
  const many = Array.from({ length: 70 }, (_, i) => `p${i}@example.com`).join(', ');
  await receive(desk, {
    Subject: '=?utf-8?B?7JWI64WV?=',
    To: 'Support <support@example.com>, Bob <BOB@example.com>, bob@example.com, nobody',
    Cc: many,
  });
  const [entry] = desk.state.entries.get('support#1')!;
  expect(entry!.mailHeader).toMatchObject({
    subject: '안녕',
    from: { name: 'A customer', address: 'customer@example.com' },
    to: [
      { name: 'Support', address: 'support@example.com' },
      { name: 'Bob', address: 'bob@example.com' },
    ],
  });
  expect(entry!.mailHeader!.cc).toHaveLength(50);
});
