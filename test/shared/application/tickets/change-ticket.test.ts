import { memoryDeskDirectory } from '../../../support/memory/memory-desk-directory.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import {
  WriteContentionError,
  type TicketChange,
  type TicketRepository,
} from '../../../../shared/application/ports/tickets.ts';
import { changeTicket } from '../../../../shared/application/tickets/change-ticket.ts';
import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import { keepTicket } from '../../../../shared/domain/ticket/keep-ticket.ts';
import { steppingClock } from '../../../support/clock.ts';
import { aChange, aFact, anAgent, aTicket } from '../../../support/tickets.ts';

/** A desk where somebody else changes the ticket just before each of the first `rivals` saves. */
const deskWithRivals = async (rivals: number, ticket = aTicket({ version: 1 })) => {
  const memory = memoryDesk();
  const inner = memoryTicketRepository(memory);
  await inner.save(aChange(ticket));
  let left = rivals;
  const tickets: TicketRepository = {
    ...inner,
    async save(change: TicketChange) {
      if (left > 0) {
        left -= 1;
        const now = (await inner.find('support', 1024))!;
        const version = now.version + 1;
        const fact = aFact({
          id: `evt_r${version}`,
          type: 'ticket_edited',
          version,
          actor: { kind: 'agent', id: 'rival' },
          changes: { title: { before: now.title, after: `Changed ${now.version}` } },
        });
        await inner.save({
          ticket: { ...now, version, title: `Changed ${now.version}` },
          fact: fact,
        });
      }
      return inner.save(change);
    },
  };
  const waits: number[] = [];
  const directory = memoryDeskDirectory();
  await directory.putAgent(anAgent({ agentId: 'rival', name: 'The Rival' }));
  return {
    memory,
    inner,
    waits,
    deps: {
      tickets,
      directory,
      clock: steppingClock(),
      definitions: { list: async () => [] },
      backoff: async (attempt: number) => {
        waits.push(attempt);
      },
    },
  };
};
const input = { serviceId: 'support', number: 1024, agent: anAgent(), correlationId: 'cor_1' };
const body = { html: 'x', text: 'x' };

it('given changes in between, when a command comes without If-Match, then it is decided anew on what they left', async () => {
  const { deps, waits, memory } = await deskWithRivals(3);
  const result = await changeTicket(deps)(input, (ticket, context) =>
    commentTicket(ticket, { agent: anAgent(), body }, context),
  );
  expect(result).toMatchObject({ ok: true, value: { version: 5, title: 'Changed 3' } });
  expect(waits).toEqual([1, 2, 3]);
  expect(memory.facts.filter(({ type }) => type === 'ticket_commented')).toHaveLength(1);
});

it('given another command done while a slow one reads, then the log tells of both in the order of their versions', async () => {
  const { deps, inner, memory } = await deskWithRivals(0);
  const comment = (agentId: string, tickets: TicketRepository) =>
    changeTicket({ ...deps, tickets })(input, (ticket, context) =>
      commentTicket(ticket, { agent: anAgent({ agentId }), body }, context),
    );
  const slow: TicketRepository = {
    ...inner,
    find: async (serviceId, number) => {
      await comment('quick', inner);
      return inner.find(serviceId, number);
    },
  };
  expect(await comment('slow', slow)).toMatchObject({ ok: true, value: { version: 3 } });
  const log = memory.facts.filter(({ type }) => type === 'ticket_commented');
  const inOrder = (key: 'id' | 'at') =>
    log.toSorted((a, b) => (a[key] < b[key] ? -1 : 1)).map(({ version, actor }) => ({ version, actor }));
  const both = [
    { version: 2, actor: { kind: 'agent', id: 'quick' } },
    { version: 3, actor: { kind: 'agent', id: 'slow' } },
  ];
  expect({ byId: inOrder('id'), byTime: inOrder('at') }).toEqual({ byId: both, byTime: both });
});

it('given a repeated request whose ticket was read before the first was done, then it is shown as it is now', async () => {
  const { deps, inner } = await deskWithRivals(0);
  const idempotency = { callerId: 'agent_1', key: 'key_1', requestHash: 'hash_1' };
  const comment = (tickets: TicketRepository) =>
    changeTicket({ ...deps, tickets })({ ...input, idempotency }, (ticket, context) =>
      commentTicket(ticket, { agent: anAgent(), body }, context),
    );
  const readAhead = inner.find('support', 1024);
  const first = await comment(inner);
  const ahead = [readAhead];
  const repeated = await comment({ ...inner, find: (...given) => ahead.shift() ?? inner.find(...given) });
  expect([first, repeated]).toMatchObject([
    { ok: true, value: { version: 2 } },
    { ok: true, value: { version: 2 } },
  ]);
});

it('given a change in between, when a command comes with If-Match, then it is refused and told what changed', async () => {
  const { deps } = await deskWithRivals(1);
  const result = await changeTicket(deps)({ ...input, expectedVersion: 1 }, (ticket, context) =>
    commentTicket(ticket, { agent: anAgent(), body }, context),
  );
  expect(result).toEqual({
    ok: false,
    error: {
      code: 'version_conflict',
      expected: 1,
      actual: 2,
      meanwhile: [
        {
          type: 'ticket_edited',
          at: aFact().at,
          version: 2,
          actor: { kind: 'agent', id: 'rival' },
          changes: { title: { before: 'Printer on fire', after: 'Changed 1' } },
        },
      ],
    },
  });
});

it('given changes without end, then it gives up after ten decisions', async () => {
  const { deps, waits } = await deskWithRivals(1000);
  await expect(
    changeTicket(deps)(input, (ticket, context) => commentTicket(ticket, { agent: anAgent(), body }, context)),
  ).rejects.toThrow(WriteContentionError);
  expect(waits).toHaveLength(10);
});

it('given that the ticket was kept in between, then the second is told by whom', async () => {
  const { deps, inner } = await deskWithRivals(0, aTicket({ version: 1, status: 'unassigned', assigneeId: undefined }));
  const decideLate = async () =>
    changeTicket({
      ...deps,
      tickets: {
        ...deps.tickets,
        async save(change) {
          const now = (await inner.find('support', 1024))!;
          if (now.status === 'unassigned')
            await inner.save({
              ticket: aTicket({ version: 2, assigneeId: 'rival' }),
              fact: aFact(),
            });
          return inner.save(change);
        },
      },
    })(input, (ticket, context) => keepTicket(ticket, { agent: anAgent() }, context));
  expect(await decideLate()).toEqual({
    ok: false,
    error: {
      code: 'illegal_transition',
      command: 'keep',
      status: 'processing',
      allowed: ['comment', 'edit'],
      assigneeId: 'rival',
      assigneeName: 'The Rival',
    },
  });
});

it('given that the request’s own twin did it in between, then the refusal turns into its success', async () => {
  const { deps, inner } = await deskWithRivals(0, aTicket({ version: 1, status: 'unassigned', assigneeId: undefined }));
  const idempotency = { callerId: 'agent_1', key: 'k', requestHash: 'h' };
  let asked = 0;
  const result = await changeTicket({
    ...deps,
    tickets: {
      ...deps.tickets,
      async findClaim(serviceId, claim) {
        const found = await inner.findClaim(serviceId, claim);
        if ((asked += 1) === 1) await inner.save(aChange(aTicket({ version: 2 }), { idempotency }));
        return found;
      },
    },
  })({ ...input, idempotency }, (ticket, context) => keepTicket(ticket, { agent: anAgent() }, context));
  expect(result).toMatchObject({ ok: true, value: { status: 'processing', assigneeId: 'agent_1', version: 2 } });
});
