import { memoryCustomerRepository } from '../../../support/memory/memory-customer-repository.ts';
import { memoryDeskDirectory } from '../../../support/memory/memory-desk-directory.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { libPhoneNumbers } from '../../../../shared/adapters/phone/phone-numbers.ts';
import { WriteContentionError } from '../../../../shared/application/ports/tickets.ts';
import { createTicket } from '../../../../shared/application/tickets/create-ticket.ts';
import { AGENT_TEXT_BYTES } from '../../../../shared/application/tickets/entry-body.ts';
import { steppingClock } from '../../../support/clock.ts';
import { anAgent, aService, aTicket } from '../../../support/tickets.ts';

const input = {
  serviceId: 'support',
  agent: anAgent(),
  title: 'Printer on fire',
  html: 'It burns',
  customer: {},
  priority: 'normal',
  correlationId: 'cor_1',
} as const;
const given = async () => {
  const memory = memoryDesk();
  const directory = memoryDeskDirectory();
  await directory.putService(aService({ language: 'ja' }));
  await directory.putGroup({ serviceId: 'support', groupId: 'first-line', name: 'First line' });
  await directory.putCategory({
    serviceId: 'support',
    kind: 'inquiry_type',
    categoryId: 'printers',
    names: { en: 'Printers' },
    active: true,
    order: 0,
  });
  await directory.putCategory({
    serviceId: 'support',
    kind: 'inquiry_type',
    categoryId: 'telex',
    names: { en: 'Telex' },
    active: false,
    order: 1,
  });
  await directory.putCategory({
    serviceId: 'support',
    kind: 'processing_type',
    categoryId: 'repaired',
    names: { en: 'Repaired' },
    active: true,
    order: 0,
  });
  const customers = memoryCustomerRepository();
  return {
    memory,
    customers,
    deps: {
      tickets: memoryTicketRepository(memory),
      customers,
      phoneNumbers: libPhoneNumbers,
      directory,
      clock: steppingClock(),
      definitions: { list: async () => [] },
      backoff: async () => {},
      richText: { sanitizer: async () => (html: string) => ({ html, text: html }) },
    },
  };
};

it('given a counter that was set back, then taken numbers are passed over', async () => {
  const { memory, deps } = await given();
  for (const number of [1, 2]) memory.tickets.set(`support#${number}`, aTicket({ number }));
  expect(await createTicket(deps)(input)).toMatchObject({
    ok: true,
    value: { number: 3, language: 'ja', channel: 'created' },
  });
});

it('given numbers that are all taken, then it gives up and writes nothing', async () => {
  const { memory, deps } = await given();
  for (let number = 1; number <= 10; number += 1) memory.tickets.set(`support#${number}`, aTicket({ number }));
  await expect(createTicket(deps)(input)).rejects.toThrow(WriteContentionError);
  expect(memory.facts).toEqual([]);
});

it.each([
  [AGENT_TEXT_BYTES / 2, true],
  [AGENT_TEXT_BYTES / 2 + 1, false],
])('given a text of twice %i bytes, then it is taken: %s', async (bytes, taken) => {
  const { deps } = await given();
  const result = await createTicket(deps)({ ...input, html: 'x'.repeat(bytes) });
  expect(result).toMatchObject(
    taken ? { ok: true } : { ok: false, error: { code: 'too_large', limitBytes: AGENT_TEXT_BYTES } },
  );
});

it('given an empty text, then no number is used up', async () => {
  const { memory, deps } = await given();
  expect(await createTicket(deps)({ ...input, html: ' ' })).toEqual({ ok: false, error: { code: 'text_required' } });
  expect(memory.counters.size).toBe(0);
});

it('files the ticket where the agent says, with tidy tags', async () => {
  const { deps } = await given();
  const filed = { groupId: 'first-line', inquiryTypeId: 'printers', processingTypeId: 'repaired' };
  expect(
    await createTicket(deps)({ ...input, ...filed, priority: 'urgent', tags: ['vip ', 'fire', 'vip'] }),
  ).toMatchObject({ ok: true, value: { ...filed, priority: 'urgent', tags: ['fire', 'vip'], status: 'unassigned' } });
});

it.each([
  ['a group that the service has not', { groupId: 'nowhere' }, { code: 'group_not_found', groupId: 'nowhere' }],
  [
    'an inquiry type that it has not',
    { inquiryTypeId: 'nothing' },
    { code: 'category_not_found', field: 'inquiryTypeId', id: 'nothing' },
  ],
  [
    'an inquiry type that is no longer chosen',
    { inquiryTypeId: 'telex' },
    { code: 'category_not_found', field: 'inquiryTypeId', id: 'telex' },
  ],
  [
    'a processing type of the other tree',
    { processingTypeId: 'printers' },
    { code: 'category_not_found', field: 'processingTypeId', id: 'printers' },
  ],
  ['a phone number that is none', { customer: { phone: 'none' } }, { code: 'phone_invalid', phone: 'none' }],
])('given %s, then it is refused, and neither ticket nor customer is made', async (_name, over, error) => {
  const { memory, customers, deps } = await given();
  expect(await createTicket(deps)({ ...input, customer: { email: 'a@example.com' }, ...over })).toEqual({
    ok: false,
    error,
  });
  expect([memory.tickets.size, memory.counters.size, customers.records.size]).toEqual([0, 0, 0]);
});

it('links the customer, and two inquiries of one number are one customer’s', async () => {
  const { memory, customers, deps } = await given();
  const first = await createTicket(deps)({ ...input, customer: { name: 'Mina', phone: '010-1234-5678' } });
  await createTicket(deps)({ ...input, customer: { phone: '+821012345678', email: 'Mina@example.com' } });
  expect(first).toMatchObject({ ok: true, value: { customer: { name: 'Mina', phone: '+821012345678' } } });
  const [record] = [...customers.records.values()];
  expect([...memory.tickets.values()].map(({ customerId }) => customerId)).toEqual([
    record!.customerId,
    record!.customerId,
  ]);
  expect(record).toMatchObject({ name: 'Mina', phones: ['+821012345678'], emails: ['mina@example.com'] });
  expect(customers.records.size).toBe(1);
});

it('takes an inquiry of nobody in particular', async () => {
  const { customers, deps } = await given();
  const made = await createTicket(deps)(input);
  expect(made.ok && made.value.customerId).toBeUndefined();
  expect(customers.records.size).toBe(0);
});
