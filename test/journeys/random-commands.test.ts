import fc from 'fast-check';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import { createTicket } from '../../shared/domain/ticket/create-ticket.ts';
import { INTERNAL_REASONS } from '../../shared/domain/ticket/internal-reason.ts';
import { PRIORITIES, type Ticket } from '../../shared/domain/ticket/ticket.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { Answer, DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import {
  decideCommand,
  type GivenCommand,
  type ModelDesk,
  type Written,
  writtenAfter,
} from '../support/ticket-model.ts';
import { aContext, aService } from '../support/tickets.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(300_000);

/** The longest that there is: no mail leaves during its story. */
const undoSeconds = 120;
const PEOPLE = ['mina@example.com', 'jun@example.com', 'admin@example.com'] as const;
const GROUPS = ['delivery', 'billing', 'nowhere'];

const by = fc.constantFrom(0, 1, 2);
const text = fc.constantFrom('first', 'second');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const group = maybe(fc.constantFrom(...GROUPS));
/** Drops members that are undefined: a left-out member is another thing than an undefined one. */
const present = <T extends object>(arbitrary: fc.Arbitrary<T>) =>
  arbitrary.map((value) => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T);

const command = fc.oneof(
  { weight: 4, arbitrary: present(fc.record({ kind: fc.constant('keep'), by, groupId: group })) },
  {
    weight: 3,
    arbitrary: present(fc.record({ kind: fc.constant('forward'), by, to: maybe(by), groupId: group })).filter(
      (given) => 'to' in given || 'groupId' in given,
    ),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('unassign', 'withdraw', 'complete', 'restore'), by }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('comment', 'resolve', 'pend'), by, text }) },
  {
    weight: 2,
    arbitrary: present(
      fc.record({
        kind: fc.constant('resolve_internally'),
        by,
        reason: fc.constantFrom(...INTERNAL_REASONS),
        text: maybe(text),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('edit'),
      by,
      edit: fc.oneof(
        fc.record({ priority: fc.constantFrom(...PRIORITIES) }),
        fc.record({ title: text }),
        fc.record({ tags: fc.subarray(['a', 'b', 'c']) }),
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo'), by, back: fc.constantFrom(0, 0, 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reply'), text }) },
) as fc.Arbitrary<GivenCommand>;
/** An answer, and who gave it takes it back or the one before: chance alone hardly ever does that. */
const answerTakenBack = fc
  .record({ kind: fc.constantFrom('resolve', 'pend'), by, text, back: fc.constantFrom(0, 0, 1) })
  .map(({ back, ...answer }): readonly GivenCommand[] => [answer, { kind: 'undo', by: answer.by, back }]);
const story = fc
  .array(fc.oneof({ weight: 5, arbitrary: command.map((each) => [each]) }, { weight: 2, arbitrary: answerTakenBack }), {
    minLength: 8,
    maxLength: 24,
  })
  .map((parts) => parts.flat());

let desk: OpenDesk;
let clients: readonly DeskClient[];
let model: ModelDesk;

beforeAll(async () => {
  desk = await openDesk();
  clients = await Promise.all(PEOPLE.map((email) => desk.signIn(email)));
  await clients[2]!.call('editService', { params: { serviceId: 'care' }, body: { undoSeconds } });
  const { body } = await clients[2]!.call('getService', { params: { serviceId: 'care' } });
  const agents = PEOPLE.map((email): Agent => ({
    serviceId: 'care',
    ...body.agents.find((agent) => agent.email === email)!,
  }));
  model = {
    service: aService({ serviceId: 'care', addresses: body.addresses, senderName: 'Customer Care', undoSeconds }),
    agents,
    groupIds: body.groups.map(({ groupId }) => groupId),
  };
});
afterAll(() => desk.close());

const html = (words: string | undefined) => (words === undefined ? {} : { html: `<p>${words}</p>` });
const named = (groupId: string | undefined) => (groupId === undefined ? {} : { groupId });

/** The same command over HTTP. `entryIds`: the answers of its story. */
const ask = (
  number: number,
  given: Exclude<GivenCommand, { kind: 'reply' }>,
  entryIds: readonly string[],
): Promise<Answer<unknown>> => {
  const client = clients[given.by]!;
  const params = { serviceId: 'care', number };
  switch (given.kind) {
    case 'keep':
      return client.call('keepTicket', { params, body: named(given.groupId) });
    case 'forward':
      return client.call('forwardTicket', {
        params,
        body: {
          ...named(given.groupId),
          ...(given.to === undefined ? {} : { assigneeId: model.agents[given.to]!.agentId }),
        },
      });
    case 'unassign':
      return client.call('unassignTicket', { params, body: {} });
    case 'withdraw':
      return client.call('withdrawTransfer', { params, body: {} });
    case 'complete':
      return client.call('completeTicket', { params, body: {} });
    case 'restore':
      return client.call('restoreTicket', { params, body: {} });
    case 'comment':
      return client.call('commentTicket', { params, body: { html: `<p>${given.text}</p>` } });
    case 'resolve':
      return client.call('resolveTicket', { params, body: { html: `<p>${given.text}</p>` } });
    case 'pend':
      return client.call('pendTicket', { params, body: { html: `<p>${given.text}</p>` } });
    case 'resolve_internally':
      return client.call('resolveInternally', { params, body: { reason: given.reason, ...html(given.text) } });
    case 'undo':
      return client.call('takeBackAnswer', { params, body: { entryId: entryIds.at(-1 - given.back)! } });
    case 'edit':
      return client.call('editTicket', { params, body: given.edit as { title?: string } });
  }
};

const read = async (number: number) =>
  (await clients[2]!.call('getTicket', { params: { serviceId: 'care', number } })).body;

/** A customer's mail that names the ticket; waits until it is an entry. */
const reply = async (ticket: Ticket, words: string): Promise<void> => {
  await sendAsCustomer(desk.smtpPort, {
    from: ticket.customer.email!,
    to: 'support@desk.example.com',
    subject: `Re: ${ticket.title} [#${ticket.number}]`,
    text: words,
  });
  await waitUntil(
    'the reply is an entry',
    async () => ((await read(ticket.number)).version > ticket.version ? true : undefined),
    15_000,
    50,
  );
};

let stories = 0;
const born = async (): Promise<Ticket> => {
  const customer = { email: `random-${(stories += 1)}@customer.example.com` };
  const { body } = await clients[0]!.call('createTicket', {
    params: { serviceId: 'care' },
    body: { title: 'first', html: '<p>first</p>', customer, language: 'ko' },
  });
  return createTicket(
    {
      serviceId: 'care',
      number: body.number,
      title: 'first',
      channel: 'created',
      priority: 'normal',
      language: 'ko',
      customer,
      createdBy: model.agents[0]!.agentId,
      body: { html: '<p>first</p>', text: 'first' },
      actor: { kind: 'agent', id: model.agents[0]!.agentId },
    },
    aContext(),
  ).ticket;
};

/** A second for each step of a story. */
const contextOf = (step: number) => {
  const two = String(step).padStart(2, '0');
  return aContext({ at: `2026-11-22T09:00:${two}.000Z`, entryId: `ent_${two}`, mailId: `mail_${two}` });
};

const stateOf = ({
  version,
  status,
  assigneeId,
  groupId,
  priority,
  title,
  tags,
  internalReason,
  unreadReply,
}: {
  version: number;
  status: string;
  assigneeId?: string | null;
  groupId?: string | null;
  priority: string;
  title: string;
  tags: readonly string[];
  internalReason?: string | null;
  unreadReply: boolean;
}) => ({
  version,
  status,
  assigneeId: assigneeId ?? null,
  groupId: groupId ?? null,
  priority,
  title,
  tags: [...tags],
  internalReason: internalReason ?? null,
  unreadReply,
});

it('given any commands of any agents, then the running desk answers and ends as the rules say, and its figures equal a recount', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (commands) => {
      let ticket = await born();
      let written: Written = { entries: [], mails: [] };
      const entryIds: string[] = [];
      for (const [step, given] of commands.entries()) {
        if (given.kind === 'undo' && given.back >= entryIds.length) continue;
        const decided = decideCommand(model, ticket, given, contextOf(step), written);
        if (given.kind === 'reply') {
          // A completed ticket takes no reply: that makes a new one, which has a journey of its own.
          if (decided?.ok !== true) continue;
          await reply(ticket, given.text);
        } else {
          const { status, body } = await ask(ticket.number, given, entryIds);
          const { code, lastEntryId } = body as { code?: string; lastEntryId?: string };
          if (decided?.ok === true && decided.value.mail !== undefined) entryIds.push(lastEntryId!);
          const expected =
            decided === undefined || decided.ok
              ? undefined
              : decided.error.code === 'text_required'
                ? 'validation_failed'
                : decided.error.code;
          expect({ given, code, refused: status >= 400 }).toEqual({
            given,
            code: expected,
            refused: expected !== undefined,
          });
        }
        if (decided?.ok === true) {
          written = writtenAfter(written, decided.value);
          ({ ticket } = decided.value);
        }
        expect({ given, state: stateOf(await read(ticket.number)) }).toEqual({ given, state: stateOf(ticket) });
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );

  expect(await desk.operate('reconcile', '--service', 'care')).toContain('no difference');
});
