import { sanitizedRichText } from '../../../../shared/adapters/mail/sanitized-rich-text.ts';
import type { MailCounts } from '../../../../shared/domain/trigger/mail-rules.ts';
import { NO_MAILS } from '../../../../shared/domain/trigger/mail-rules.ts';
import type { Trigger, TriggerAction } from '../../../../shared/domain/trigger/trigger.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import type { Service } from '../../../../shared/domain/desk/service.ts';
import { CALLS_OF_A_RUN, orderOutward } from '../../../../shared/application/triggers/order-outward.ts';
import { MAILS_OF_A_RUN } from '../../../../shared/application/triggers/decide-mails.ts';
import { steppingClock } from '../../../support/clock.ts';
import { aField } from '../../../support/fields.ts';
import { memoryDeskDirectory } from '../../../support/memory/memory-desk-directory.ts';
import { aTrigger } from '../../../support/outward.ts';
import { aFact, aService, anAgent, aTicket } from '../../../support/tickets.ts';

const AT = '2026-11-22T09:00:00.000Z';
const SECONDS = Date.parse(AT) / 1000;
const mail = (over: Partial<Extract<TriggerAction, { kind: 'mail' }>> = {}) =>
  ({
    kind: 'mail',
    to: 'customer',
    subject: 'We got #{ticket.number}',
    html: '<p>Hello #{customer.name}</p>',
    ...over,
  }) as const;

/** All that triggers with these actions order of a ticket. */
const order = async (
  actions: readonly (readonly TriggerAction[])[],
  {
    ticket = aTicket(),
    service = aService(),
    counts = NO_MAILS,
  }: { ticket?: Ticket; service?: Service; counts?: MailCounts } = {},
) => {
  const directory = memoryDeskDirectory();
  await directory.putService(aService());
  await directory.putService(aService({ serviceId: 'orders', addresses: ['orders@example.com'] }));
  await directory.putGroup({ serviceId: 'support', groupId: 'first-line', name: 'First line' });
  for (const agent of [
    anAgent(),
    anAgent({ agentId: 'agent_2', email: 'second@example.com' }),
    anAgent({ agentId: 'agent_3', email: 'third@example.com', groupIds: [] }),
  ])
    await directory.putAgent(agent);
  const triggers = actions.map((each, index): Trigger =>
    aTrigger({ triggerId: `trg_${String(index + 1)}`, name: `Trigger ${String(index + 1)}`, actions: each }),
  );
  const of = <K extends TriggerAction['kind']>(kind: K) =>
    triggers.flatMap(({ triggerId, version, actions: all }) =>
      all.flatMap((action, index) =>
        action.kind === kind
          ? [
              {
                triggerId,
                triggerVersion: version,
                action: index,
                asked: action as Extract<TriggerAction, { kind: K }>,
              },
            ]
          : [],
      ),
    );
  return orderOutward({
    directory,
    mailCounts: { find: async () => counts },
    richText: sanitizedRichText,
    clock: steppingClock(),
  })({
    ticket,
    automation: {
      mails: of('mail').map(({ triggerId, asked: { kind: _kind, ...rest } }) => ({ triggerId, ...rest })),
      calls: of('call_url'),
      notices: of('dooray_notice'),
    },
    triggers,
    snapshot: {
      service,
      fields: {
        plan: { type: 'dropdown', value: 'gold' },
        words: { type: 'text', value: 'what the customer typed' },
        note: { type: 'text', value: 'what an agent typed' },
        card: { type: 'text', sealed: 'v1.a.b' },
        wasPlain: { type: 'text', value: 'from before it was encrypted' },
      },
      definitions: [
        aField({ code: 'plan', scope: 'customer', type: 'dropdown' }),
        aField({ code: 'words', scope: 'customer', type: 'text' }),
        aField({ code: 'note', scope: 'agent', type: 'text' }),
        aField({ code: 'card', scope: 'agent', type: 'text', encrypted: true }),
        aField({ code: 'wasPlain', scope: 'agent', type: 'text', encrypted: true }),
      ],
      fact: aFact({
        id: 'evt_began',
        type: 'ticket_created',
        actor: { kind: 'customer' },
        changes: { status: { after: 'unassigned' }, title: { after: 'Printer on fire' } },
      }),
    },
    context: { at: AT, correlationId: 'cor_9', link: { chainId: 'evt_began', depth: 1 } },
  });
};
const words = ({ told }: Awaited<ReturnType<typeof order>>) =>
  told.map(({ triggerId, action, word }) => [triggerId, action, word]);

describe('a mail to the customer', () => {
  test('is an entry, a mail in their language and the fact that orders it, filled for the ticket', async () => {
    const ordered = await order([[mail()]], { ticket: aTicket({ language: 'ko' }) });
    expect(ordered.furtherEntries).toEqual([
      {
        id: 'ent_000001',
        kind: 'trigger_mail',
        author: { kind: 'system' },
        at: AT,
        html: '<p>Hello A customer</p>',
        text: 'Hello A customer',
        attachments: [],
        mailId: 'mail_000002',
        automatedBy: [{ triggerId: 'trg_1', name: 'Trigger 1' }],
        mailedTo: { kind: 'customer', addresses: ['customer@example.com'], subject: 'We got #1024 [#1024]' },
      },
    ]);
    expect(ordered.furtherMails).toEqual([
      expect.objectContaining({
        id: 'mail_000002',
        entryId: 'ent_000001',
        kind: 'automatic',
        audience: 'customer',
        to: 'customer@example.com',
        toName: 'A customer',
        from: 'support@example.com',
        subject: 'We got #1024 [#1024]',
        language: 'ko',
        status: 'queued',
        attempts: 0,
      }),
    ]);
    expect(ordered.facts).toEqual([
      expect.objectContaining({
        type: 'mail_ordered',
        version: 3,
        entryId: 'ent_000001',
        mailId: 'mail_000002',
        trigger: { triggerId: 'trg_1', name: 'Trigger 1' },
        correlationId: 'cor_9',
      }),
    ]);
    expect(ordered.mailCounts).toEqual({ revision: 1, sent: { 'customer@example.com': [SECONDS] } });
    expect(words(ordered)).toEqual([['trg_1', 0, 'mail_ordered 1']]);
  });

  test('puts values in as text, never as HTML, and no line break into the subject', async () => {
    const customer = { name: '<img src=x onerror=alert(1)>', email: 'customer@example.com' };
    const { furtherEntries, furtherMails } = await order([[mail({ subject: 'To #{customer.name}' })]], {
      ticket: aTicket({ customer: { ...customer, name: `${customer.name}\r\nBcc: all@example.com` } }),
    });
    expect(furtherEntries[0]!.html).toContain('&lt;img src=x');
    expect(furtherEntries[0]!.html).not.toContain('<img');
    expect(furtherMails[0]!.subject).not.toMatch(/[\r\n]/);
  });

  test.each<[string, Partial<Ticket>, string]>([
    ['there is none', { customer: { phone: '+821012345678' } }, 'no_recipient 1'],
    ['a machine wrote', { writtenByMachine: true }, 'automatic_sender 1'],
    ['it is spam', { internalReason: 'spam' }, 'spam 1'],
    ['they are the desk itself', { customer: { email: 'orders@example.com' } }, 'own_address 1'],
  ])('is not written where %s, and says so', async (_, over, word) => {
    const ordered = await order([[mail()]], { ticket: aTicket(over) });
    expect(ordered).toMatchObject({ furtherEntries: [], furtherMails: [], facts: [] });
    expect(ordered).not.toHaveProperty('mailCounts');
    expect(words(ordered)).toEqual([['trg_1', 0, word]]);
  });
});

describe('whom else it is to', () => {
  const addressesOf = ({ furtherMails }: Awaited<ReturnType<typeof order>>) =>
    furtherMails.map(({ to, also = [] }) => [to, ...also]);

  test.each<[string, Partial<Extract<TriggerAction, { kind: 'mail' }>>, Partial<Ticket>, readonly string[][], string]>([
    ['the assignee', { to: 'assignee' }, {}, [['first@example.com']], 'mail_ordered 1'],
    ['no assignee', { to: 'assignee' }, { assigneeId: 'gone' }, [], 'no_recipient 1'],
    ['the ticket’s group', { to: 'group' }, {}, [['first@example.com', 'second@example.com']], 'mail_ordered 2'],
    ['a group that is not there', { to: 'group', groupId: 'gone' }, {}, [], 'no_recipient 1'],
    ['an address', { to: 'address', address: 'boss@example.org' }, {}, [['boss@example.org']], 'mail_ordered 1'],
    [
      'several in one text',
      { to: 'address', address: 'a@example.org, a@example.org, b' },
      {},
      [['a@example.org']],
      'mail_ordered 1, duplicate 1, invalid_address 1',
    ],
    ['our own address', { to: 'address', address: 'support@example.com' }, {}, [], 'own_address 1'],
  ])('%s', async (_, over, ticket, expected, word) => {
    const ordered = await order([[mail(over)]], { ticket: aTicket(ticket) });
    expect(addressesOf(ordered)).toEqual(expected);
    expect(words(ordered)).toEqual([['trg_1', 0, word]]);
  });

  test('agents get the subject as it stands, in the service’s language', async () => {
    const { furtherMails } = await order([[mail({ to: 'assignee' })]], { ticket: aTicket({ language: 'ja' }) });
    expect(furtherMails[0]).toMatchObject({ subject: 'We got #1024', language: 'en', toName: 'First Agent' });
  });
});

describe('several mails', () => {
  test('of several triggers are each told at their action; the same to the same person is sent once', async () => {
    const ordered = await order([
      [{ kind: 'add_tag', tag: 'x' }, mail(), mail({ subject: 'Another' })],
      [mail(), mail({ to: 'assignee' })],
    ]);
    expect(words(ordered)).toEqual([
      ['trg_1', 1, 'mail_ordered 1'],
      ['trg_1', 2, 'mail_ordered 1'],
      ['trg_2', 0, 'duplicate 1'],
      ['trg_2', 1, 'mail_ordered 1'],
    ]);
    expect(ordered.furtherMails).toHaveLength(3);
    expect(ordered.mailCounts).toEqual({
      revision: 1,
      sent: { 'customer@example.com': [SECONDS, SECONDS], 'first@example.com': [SECONDS] },
    });
  });

  test('are counted against what was sent before, within one change too', async () => {
    const sent = Array.from({ length: 9 }, () => SECONDS - 60);
    const ordered = await order([[mail(), mail({ subject: 'Another' })]], {
      counts: { revision: 9, sent: { 'customer@example.com': sent } },
    });
    expect(words(ordered).map(([, , word]) => word)).toEqual(['mail_ordered 1', 'too_often 1']);
    expect(ordered.mailCounts).toEqual({ revision: 10, sent: { 'customer@example.com': [...sent, SECONDS] } });
  });

  test('beyond what one change holds are left out', async () => {
    const many = Array.from({ length: MAILS_OF_A_RUN + 1 }, (_, index) =>
      mail({ subject: `Mail ${String(index)}`, to: 'assignee' }),
    );
    const ordered = await order([many.slice(0, 6), many.slice(6)]);
    expect(ordered.furtherMails).toHaveLength(MAILS_OF_A_RUN);
    expect(words(ordered).at(-1)).toEqual(['trg_2', 4, 'too_many_at_once 1']);
  });

  test('need an address to be sent from, and must fit into a row', async () => {
    const [nothing] = words(await order([[mail()]], { service: aService({ addresses: [] }) }));
    expect(nothing).toEqual(['trg_1', 0, 'no_sender 1']);
    const [long] = words(await order([[mail({ html: `<p>${'가'.repeat(60_000)}</p>` })]]));
    expect(long).toEqual(['trg_1', 0, 'text_too_long 1']);
  });
});

describe('calls and notices', () => {
  const call = { kind: 'call_url', url: 'https://shop.example.com/calls?key=1', sealedSecret: 'v1.secret' } as const;
  const notice = {
    kind: 'dooray_notice',
    sealedHook: 'v1.hook',
    text: '#{ticket.number} of #{customer.name} & co',
  } as const;

  test('are rows with all that they need, and facts that wake their queue', async () => {
    const ordered = await order([[call, notice]]);
    expect(ordered.outward).toEqual([
      expect.objectContaining({
        id: 'out_000001',
        kind: 'call',
        url: call.url,
        sealedSecret: 'v1.secret',
        action: 0,
        triggerVersion: 3,
        status: 'waiting',
        attempts: 0,
      }),
      expect.objectContaining({
        id: 'out_000003',
        kind: 'notice',
        sealedHook: 'v1.hook',
        action: 1,
        body: JSON.stringify({ botName: 'Support', text: '#1024 of A customer & co' }),
      }),
    ]);
    expect(ordered.outward[1]).not.toHaveProperty('url');
    expect(ordered.facts.map(({ type, outwardId }) => [type, outwardId])).toEqual([
      ['outward_ordered', 'out_000001'],
      ['outward_ordered', 'out_000003'],
    ]);
    expect(words(ordered)).toEqual([
      ['trg_1', 0, 'call_ordered 1'],
      ['trg_1', 1, 'notice_ordered 1'],
    ]);
  });

  test('of a customer tell the title and what they chose, and no other word, name or address of theirs', async () => {
    const { outward } = await order([[call]]);
    const payload = JSON.parse(outward[0]!.body) as {
      ticket: { title: string; fields: object };
      changes: object;
      changed: string[];
    };
    expect(payload.ticket.title).toBe('Printer on fire');
    expect(payload.ticket.fields).toEqual({ plan: 'gold', note: 'what an agent typed' });
    expect(payload.changes).toEqual({ status: { before: null, after: 'unassigned' } });
    expect(payload.changed).toEqual(['status', 'title']);
    for (const secret of ['A customer', 'customer@example.com', 'typed by', 'v1.', 'customer typed', 'before it was'])
      expect(outward[0]!.body).not.toContain(secret);
  });

  test('beyond what one change holds are left out', async () => {
    const ordered = await order([Array.from({ length: CALLS_OF_A_RUN + 1 }, () => call), [notice]]);
    expect(ordered.outward).toHaveLength(CALLS_OF_A_RUN);
    expect(words(ordered).slice(-2)).toEqual([
      ['trg_1', CALLS_OF_A_RUN, 'too_many_at_once 1'],
      ['trg_2', 0, 'too_many_at_once 1'],
    ]);
  });
});

test('with nothing to send nothing is read', async () => {
  const asked = (): never => {
    throw new Error('asked');
  };
  const ordered = await orderOutward({
    directory: { findAgent: asked, findGroup: asked, listAgents: asked, findServiceByAddress: asked },
    mailCounts: { find: asked },
    richText: { sanitizer: asked },
    clock: steppingClock(),
  })({
    ticket: aTicket(),
    automation: { mails: [], calls: [], notices: [] },
    triggers: [],
    snapshot: { service: aService(), fields: {}, definitions: [] },
    context: { at: AT, correlationId: 'cor_9', link: { chainId: 'evt_began', depth: 1 } },
  });
  expect(ordered).toEqual({ furtherEntries: [], furtherMails: [], outward: [], facts: [], told: [] });
});
