import { memoryDeskDirectory } from '../../../../shared/adapters/memory/memory-desk-directory.ts';
import { memoryDesk, memoryTicketRepository } from '../../../../shared/adapters/memory/memory-ticket-repository.ts';
import { WriteContentionError } from '../../../../shared/application/ports/ticket-repository.ts';
import { createTicket } from '../../../../shared/application/tickets/create-ticket.ts';
import { AGENT_TEXT_BYTES } from '../../../../shared/application/tickets/take-text.ts';
import { steppingClock } from '../../../support/clock.ts';
import { anAgent, aService, aTicket } from '../../../support/tickets.ts';

const input = { serviceId: 'support', agent: anAgent(), title: 'Printer on fire', html: 'It burns', customer: {}, priority: 'normal', correlationId: 'cor_1' } as const;
const given = async () => {
  const memory = memoryDesk();
  const directory = memoryDeskDirectory();
  await directory.putService(aService({ language: 'ja' }));
  return { memory, deps: { tickets: memoryTicketRepository(memory), directory, clock: steppingClock(), backoff: async () => {}, richText: { sanitize: (html: string) => ({ html, text: html }) } } };
};

it('given a counter that was set back, then taken numbers are passed over', async () => {
  const { memory, deps } = await given();
  for (const number of [1, 2]) memory.tickets.set(`support#${number}`, aTicket({ number }));
  expect(await createTicket(deps)(input)).toMatchObject({ ok: true, value: { number: 3, language: 'ja', channel: 'created' } });
});

it('given numbers that are all taken, then it gives up and writes nothing', async () => {
  const { memory, deps } = await given();
  for (let number = 1; number <= 10; number += 1) memory.tickets.set(`support#${number}`, aTicket({ number }));
  await expect(createTicket(deps)(input)).rejects.toThrow(WriteContentionError);
  expect(memory.facts).toEqual([]);
});

it.each([[AGENT_TEXT_BYTES / 2, true], [AGENT_TEXT_BYTES / 2 + 1, false]])('given a text of twice %i bytes, then it is taken: %s', async (bytes, taken) => {
  const { deps } = await given();
  const result = await createTicket(deps)({ ...input, html: 'x'.repeat(bytes) });
  expect(result).toMatchObject(taken ? { ok: true } : { ok: false, error: { code: 'too_large', limitBytes: AGENT_TEXT_BYTES } });
});

it('given an empty text, then no number is used up', async () => {
  const { memory, deps } = await given();
  expect(await createTicket(deps)({ ...input, html: ' ' })).toEqual({ ok: false, error: { code: 'text_required' } });
  expect(memory.counters.size).toBe(0);
});
