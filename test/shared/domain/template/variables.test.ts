import {
  VARIABLE_NAMES,
  VARIABLES,
  valueOf,
  type VariableName,
  type VariableSources,
} from '../../../../shared/domain/template/variables.ts';
import { aService, aTicket } from '../../../support/tickets.ts';

const sources: VariableSources = {
  ticket: aTicket({ customer: { name: 'Mina Kim', email: 'mina@example.com', phone: '+821012345678' } }),
  service: aService(),
  agent: { name: 'Jun Park', email: 'jun@example.com' },
  at: '2026-11-22T15:30:00.000Z',
  language: 'en',
};

const FILLED: Readonly<Record<VariableName, string>> = {
  'ticket.number': '#1024',
  'ticket.title': 'Printer on fire',
  'ticket.createdAt': 'November 22, 2026 at 5:00 PM',
  'ticket.createdDate': 'November 22, 2026',
  'customer.name': 'Mina Kim',
  'customer.email': 'mina@example.com',
  'customer.phone': '+821012345678',
  'agent.name': 'Jun Park',
  'agent.email': 'jun@example.com',
  'service.name': 'Support',
  'service.senderName': 'Example Support',
  today: 'November 23, 2026',
};
it.each(Object.entries(FILLED))('%s says %s', (name, said) => {
  expect(valueOf(sources)(name)).toBe(said);
});

it('has a row here, a sentence and an example for each', () => {
  expect(Object.keys(FILLED).sort()).toEqual([...VARIABLE_NAMES].sort());
  for (const name of VARIABLE_NAMES)
    expect(VARIABLES[name]).toMatchObject({
      says: expect.stringMatching(/^[A-Z].{10,}[^.]$/),
      example: expect.stringMatching(/./),
    });
});

it.each([
  ['ko', '2026년 11월 22일 오후 5:00', '2026년 11월 23일'],
  ['ja', '2026年11月22日 17:00', '2026年11月23日'],
  ['zh', '2026年11月22日 17:00', '2026年11月23日'],
])('writes dates in %s', (language, created, today) => {
  const value = valueOf({ ...sources, language });
  expect([value('ticket.createdAt'), value('today')]).toEqual([created, today]);
});

it('writes days as they are in the time zone of the service', () => {
  expect(valueOf({ ...sources, service: aService({ timeZone: 'America/New_York' }) })('today')).toBe(
    'November 22, 2026',
  );
});

it('says nothing where nothing is known', () => {
  const value = valueOf({ ...sources, ticket: aTicket({ customer: {} }), agent: undefined });
  expect(
    (['customer.name', 'customer.email', 'customer.phone', 'agent.name', 'agent.email'] as const).map(value),
  ).toEqual(['', '', '', '', '']);
});

it.each(['nobody', 'toString', '__proto__', 'constructor', ''])('knows no variable %p', (name) => {
  expect(valueOf(sources)(name)).toBeUndefined();
});
