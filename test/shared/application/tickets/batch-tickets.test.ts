import { libPhoneNumbers } from '../../../../shared/adapters/phone/phone-numbers.ts';
import { memoryCustomerRepository } from '../../../support/memory/memory-customer-repository.ts';
import { memoryDeskDirectory } from '../../../support/memory/memory-desk-directory.ts';
import { memoryImportantTickets } from '../../../support/memory/memory-important-tickets.ts';
import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryMailRepository } from '../../../support/memory/memory-mail-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import type { TicketRepository } from '../../../../shared/application/ports/tickets.ts';
import { batchTickets } from '../../../../shared/application/tickets/batch-tickets.ts';
import { noRestrictedWords } from '../../../../shared/domain/restricted/restricted-words.ts';
import { steppingClock } from '../../../support/clock.ts';
import { aChange, anAgent, aService, aTicket } from '../../../support/tickets.ts';

const numbers = Array.from({ length: 30 }, (_, i) => i + 1);
const input = {
  serviceId: 'support',
  numbers,
  agent: anAgent(),
  correlationId: 'cor_1',
  idempotency: { callerId: 'agent_1', key: 'b', requestHash: 'h' },
};

const aDesk = async () => {
  const memory = memoryDesk();
  const inner = memoryTicketRepository(memory);
  const directory = memoryDeskDirectory();
  await directory.putService(aService());
  for (const number of numbers) await inner.save(aChange(aTicket({ number, version: 1 })));
  const seen = { sanitized: 0, lists: 0, signatures: 0, underWay: 0, most: 0 };
  const tickets: TicketRepository = {
    ...inner,
    async save(change) {
      seen.most = Math.max(seen.most, (seen.underWay += 1));
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      seen.underWay -= 1;
      return inner.save(change);
    },
  };
  const batch = batchTickets({
    tickets,
    mails: memoryMailRepository(memory),
    drafts: memoryDraftRepository(memory),
    directory,
    clock: steppingClock(),
    backoff: async () => {},
    customers: memoryCustomerRepository(),
    phoneNumbers: libPhoneNumbers,
    importantTickets: memoryImportantTickets(memory),
    layouts: { find: async () => undefined },
    definitions: { list: async () => [] },
    restrictedWords: {
      find: async (serviceId) => {
        seen.lists += 1;
        return noRestrictedWords(serviceId);
      },
    },
    preferences: {
      find: async () => {
        seen.signatures += 1;
        return undefined;
      },
    },
    richText: {
      sanitizer: async () => (html) => {
        seen.sanitized += 1;
        return { html, text: html };
      },
    },
  });
  return { memory, batch, seen };
};

it.each(['comment', 'resolve', 'pend'] as const)(
  'given %s on many tickets, then its text is made safe once, and eight at most are under way',
  async (kind) => {
    const { batch, seen, memory } = await aDesk();
    const outcomes = await batch({ ...input, command: { kind, html: '<p>x</p>' } });
    expect(outcomes.map(({ number, kind: became }) => [number, became])).toEqual(
      numbers.map((number) => [number, 'done']),
    );
    expect(memory.facts.filter(({ type }) => type !== 'ticket_created')).toHaveLength(numbers.length);
    const read = kind === 'comment' ? 0 : 1;
    expect(seen).toMatchObject({ sanitized: 1, most: 8, lists: read, signatures: read });
  },
);

it('given a note on tickets resolved internally, then it is made safe once', async () => {
  const { batch, seen } = await aDesk();
  const command = { kind: 'resolve_internally', reason: 'other', html: '<p>x</p>' } as const;
  const outcomes = await batch({ ...input, command });
  expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true);
  expect(seen).toMatchObject({ sanitized: 1, most: 8 });
});

it('gives each ticket a claim of its own', async () => {
  const { batch, memory } = await aDesk();
  await batch({ ...input, command: { kind: 'set_priority', priority: 'high' } });
  expect(memory.claims.size).toBe(numbers.length);
});
