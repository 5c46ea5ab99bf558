import { sanitizedRichText } from '../../../../shared/adapters/mail/sanitized-rich-text.ts';
import { compilePattern } from '../../../../shared/adapters/patterns/compile-pattern.ts';
import { carryOut } from '../../../../shared/application/triggers/carry-out.ts';
import { previewActions } from '../../../../shared/application/triggers/preview-actions.ts';
import type { AgentGroup } from '../../../../shared/domain/desk/agent.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { compileTriggers } from '../../../../shared/domain/trigger/compile-triggers.ts';
import { MAIL_LEFT_OUT } from '../../../../shared/domain/trigger/mail-recipient.ts';
import { NO_MAILS, type MailCounts } from '../../../../shared/domain/trigger/mail-rules.ts';
import { runTriggers } from '../../../../shared/domain/trigger/run-triggers.ts';
import { readLeftOut } from '../../../../shared/domain/trigger/told-outward.ts';
import type { TriggerAction } from '../../../../shared/domain/trigger/trigger.ts';
import { steppingClock } from '../../../support/clock.ts';
import { memoryDeskDirectory } from '../../../support/memory/memory-desk-directory.ts';
import { aContext, aService, anAgent, aTicket } from '../../../support/tickets.ts';
import { aSnapshot, aTrigger, BEGINNING, knownToTriggers, UPDATED } from '../../../support/triggers.ts';

const NOW = '2026-11-22T09:00:00.000Z';
const SECONDS = Date.parse(NOW) / 1000;
type Mail = Extract<TriggerAction, { kind: 'mail' }>;
const mail = (over: Partial<Mail> = {}): Mail => ({
  kind: 'mail',
  to: 'customer',
  subject: 'About #{ticket.number}',
  html: '<p>#{customer.name}, #{agent.name}, #{ticket.createdDate}</p>',
  ...over,
});
type Situation = {
  readonly actions?: readonly TriggerAction[];
  readonly ticket?: Partial<Ticket>;
  readonly counts?: MailCounts;
  readonly addresses?: readonly string[];
};

/** What a trial says of a trigger with these actions, and what one in use then writes. */
const inSituation = async ({
  actions = [mail()],
  ticket: over = {},
  counts = NO_MAILS,
  addresses = ['support@example.com'],
}: Situation) => {
  const directory = memoryDeskDirectory();
  const service = aService({ addresses: [...addresses], senderName: 'Support' });
  await directory.putService(service);
  await directory.putService(aService({ serviceId: 'orders', addresses: ['orders@example.com'] }));
  const group: AgentGroup = {
    serviceId: 'support',
    groupId: 'first-line',
    name: 'First line',
    active: true,
    agentIds: ['agent_1', 'agent_2', 'left'],
    version: 1,
  };
  await directory.putGroup({ serviceId: 'support', groupId: 'first-line', name: 'First line' });
  const agents = [
    anAgent(),
    anAgent({ agentId: 'agent_2', name: 'Second Agent', email: 'second@example.com' }),
    anAgent({ agentId: 'left', email: 'left@example.com', active: false }),
    anAgent({ agentId: 'odd', email: 'orders@example.com', groupIds: [] }),
  ];
  for (const agent of agents) await directory.putAgent(agent);
  const deps = {
    directory,
    mailCounts: { find: async () => counts },
    richText: sanitizedRichText,
    clock: steppingClock(),
  };
  const trigger = aTrigger({ actions });
  const snapshot = aSnapshot({ ticket: aTicket(over), service, now: NOW });
  const known = knownToTriggers();
  const run = runTriggers(compileTriggers([trigger], known, compilePattern), UPDATED, snapshot, BEGINNING);
  const context = { ...aContext(), at: NOW };
  const previews = await previewActions(deps)({ trigger, run, snapshot, people: { agents, groups: [group] }, context });
  const { change, resultsOf } = await carryOut(deps)({
    automation: run.automation,
    fired: [trigger],
    by: { chainId: 'evt_1', depth: 1, triggers: [{ triggerId: trigger.triggerId, name: trigger.name }] },
    snapshot,
    context,
  });
  return { previews, change, results: resultsOf(run.considered[0]!)! };
};

const often = Array.from({ length: 10 }, () => SECONDS - 60);
const SITUATIONS: readonly (readonly [
  what: string,
  situation: Situation,
  to: readonly string[],
  leftOut: Readonly<Record<string, number>>,
])[] = [
  ['the customer', {}, ['customer@example.com'], {}],
  ['a customer without an address', { ticket: { customer: { name: 'Kim' } } }, [], { no_recipient: 1 }],
  [
    'one whose address nobody reads',
    { ticket: { customer: { email: 'No-Reply@shop.com' } } },
    [],
    { automatic_sender: 1 },
  ],
  ['one that is a machine', { ticket: { writtenByMachine: true } }, [], { automatic_sender: 1 }],
  ['one that is another service', { ticket: { customer: { email: 'orders@example.com' } } }, [], { own_address: 1 }],
  ['one of spam', { ticket: { status: 'resolved', internalReason: 'spam' } }, [], { spam: 1 }],
  [
    'one of a transferred ticket',
    { ticket: { origin: { serviceId: 'orders', number: 7 } as Ticket['origin'] & object } },
    [],
    { transferred_ticket: 1 },
  ],
  [
    'one who had ten in ten minutes',
    { counts: { revision: 3, sent: { 'customer@example.com': often } } },
    [],
    { too_often: 1 },
  ],
  ['one who writes in another language', { ticket: { language: 'ko' } }, ['customer@example.com'], {}],
  ['a service without an address', { addresses: [] }, [], { no_sender: 1 }],
  ['the assignee', { actions: [mail({ to: 'assignee' })], ticket: { language: 'ja' } }, ['first@example.com'], {}],
  ['nobody', { actions: [mail({ to: 'assignee' })], ticket: { assigneeId: 'left' } }, [], { no_recipient: 1 }],
  [
    'an agent with an address of the desk',
    { actions: [mail({ to: 'assignee' })], ticket: { assigneeId: 'odd' } },
    [],
    { own_address: 1 },
  ],
  ['the group', { actions: [mail({ to: 'group' })] }, ['first@example.com', 'second@example.com'], {}],
  ['a group that is gone', { actions: [mail({ to: 'group' })], ticket: { groupId: 'gone' } }, [], { no_recipient: 1 }],
  [
    'several, one of them labelled as ours',
    { ticket: { customer: { email: 'a@b.com, A@b.com, orders+7@example.com, b' } } },
    ['a@b.com'],
    { duplicate: 1, own_address: 1, invalid_address: 1 },
  ],
  [
    'more than one mail takes',
    {
      ticket: { customer: { email: Array.from({ length: 52 }, (_, nth) => `p${nth}@b.com`).join(',') } },
    },
    Array.from({ length: 50 }, (_, nth) => `p${nth}@b.com`),
    { too_many_recipients: 2 },
  ],
  [
    'a text that is too long',
    { ticket: { customer: { name: 'x'.repeat(300_000), email: 'customer@example.com' } } },
    [],
    { text_too_long: 1 },
  ],
  [
    'the same again, and more than a run sends',
    { actions: [mail(), mail(), ...Array.from({ length: 10 }, (_, nth) => mail({ subject: `No. ${nth}` }))] },
    Array.from({ length: 10 }, () => 'customer@example.com'),
    { duplicate: 1, too_many_at_once: 1 },
  ],
  [
    'after what it sets above',
    { actions: [{ kind: 'set_priority', priority: 'urgent' }, mail()], ticket: { priority: 'low' } },
    ['customer@example.com'],
    {},
  ],
];

describe.each(SITUATIONS)('a mail to %s', (_, situation, to, leftOut) => {
  test('is shown as it is then ordered: to whom, what it says, by whose name, and who is left out', async () => {
    const { previews, change, results } = await inSituation(situation);
    const shown = previews.filter(({ kind }) => kind === 'mail');
    // What is ordered.
    const sent = (change?.furtherEntries ?? []).map(({ html, mailedTo }, index) => ({
      to: mailedTo!.addresses,
      subject: mailedTo!.subject,
      html,
      from: { name: change!.furtherMails![index]!.fromName, address: change!.furtherMails![index]!.from },
    }));
    expect(
      shown
        .filter((preview) => preview.to.length > 0)
        .map((preview) => ({
          to: preview.to.map(({ address }) => address),
          subject: preview.subject,
          html: preview.html,
          from: preview.from,
        })),
    ).toEqual(sent);
    const told = results.filter(({ kind }) => kind === 'mail');
    expect(shown.map((preview) => preview.leftOut)).toEqual(told.map(({ why = '' }) => readLeftOut(why)));
    expect(shown.map(({ idle = 'done' }) => idle)).toEqual(told.map(({ result }) => result));
    // And what is right.
    expect(shown.flatMap((preview) => preview.to.map(({ address }) => address))).toEqual(to);
    const counted: Record<string, number> = {};
    for (const { why, count } of shown.flatMap((preview) => preview.leftOut))
      counted[why] = (counted[why] ?? 0) + count;
    expect(counted).toEqual(leftOut);
  });
});

test('every reason for which somebody is left out is among the situations', () => {
  const seen = new Set(SITUATIONS.flatMap(([, , , leftOut]) => Object.keys(leftOut)));
  expect(MAIL_LEFT_OUT.filter((why) => !seen.has(why))).toEqual([]);
});

test('to the customer it has the ticket’s label and language and the assignee’s name; what is not sent is shown too', async () => {
  const { previews } = await inSituation({
    actions: [{ kind: 'set_priority', priority: 'urgent' }, mail(), mail({ to: 'assignee' })],
    ticket: { language: 'ko', priority: 'low' },
  });
  expect(previews[1]).toMatchObject({
    subject: 'About #1024 [#1024]',
    to: [{ name: 'A customer', address: 'customer@example.com' }],
    html: '<p>A customer, First Agent, 2026년 11월 22일</p>',
  });
  expect(previews[2]).toMatchObject({
    subject: 'About #1024',
    to: [{ name: 'First Agent', address: 'first@example.com' }],
    html: '<p>A customer, First Agent, November 22, 2026</p>',
  });
  const { previews: idle } = await inSituation({ ticket: { customer: { name: 'Kim' } } });
  expect(idle[0]).toMatchObject({ idle: 'left_out', to: [], subject: 'About #1024 [#1024]' });
});

test('comments, calls and notices say what is then written and called; what a run does not hold is left out', async () => {
  const actions: readonly TriggerAction[] = [
    { kind: 'comment', html: '<p>For #{agent.name}: #{ticket.title}</p>' },
    { kind: 'dooray_notice', text: 'For #{agent.name}: #{ticket.title}', sealedHook: 'v1.hook' },
    ...Array.from({ length: 10 }, (): TriggerAction => ({ kind: 'call_url', url: 'https://api.example.com/tickets' })),
  ];
  const { previews, change, results } = await inSituation({ actions });
  expect(previews[0]!.html).toBe(change!.entry!.html);
  const notices = change!.outward!.filter(({ kind }) => kind === 'notice');
  expect(notices.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual(
    previews[1]!.idle === undefined ? [previews[1]!.text] : [],
  );
  expect(previews.map(({ idle = 'done' }) => idle)).toEqual(results.map(({ result }) => result));
  expect(previews.flatMap(({ leftOut }) => leftOut)).toEqual([{ why: 'too_many_at_once', count: 1 }]);
});
