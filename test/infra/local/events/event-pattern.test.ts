import { eventPattern } from '../../../../infra/local/events/event-pattern.ts';

const event = {
  source: 'desk',
  'detail-type': 'TicketResolved.v1',
  detail: {
    number: 12,
    late: false,
    group: null,
    tags: ['vip', 'refund'],
    data: { mailId: 'm1', people: [{ role: 'agent' }, { role: 'customer' }] },
  },
};

describe.each<[string, unknown, boolean]>([
  ['exact text', { source: ['desk'] }, true],
  ['another text', { source: ['mail'] }, false],
  ['one of several', { source: ['mail', 'desk'] }, true],
  ['all names must match', { source: ['desk'], 'detail-type': ['Other'] }, false],
  ['exact number', { detail: { number: [12] } }, true],
  ['a number is not its text', { detail: { number: ['12'] } }, false],
  ['false', { detail: { late: [false] } }, true],
  ['null', { detail: { group: [null] } }, true],
  ['null is not absence', { detail: { other: [null] } }, false],
  ['an element of a list', { detail: { tags: ['refund'] } }, true],
  ['no element of a list', { detail: { tags: ['other'] } }, false],
  ['an object in a list', { detail: { data: { people: { role: ['customer'] } } } }, true],
  ['prefix', { 'detail-type': [{ prefix: 'Ticket' }] }, true],
  ['no prefix', { 'detail-type': [{ prefix: 'Mail' }] }, false],
  ['prefix, ignoring case', { 'detail-type': [{ prefix: { 'equals-ignore-case': 'tICKET' } }] }, true],
  ['suffix', { 'detail-type': [{ suffix: '.v1' }] }, true],
  ['no suffix', { 'detail-type': [{ suffix: '.v2' }] }, false],
  ['equals-ignore-case', { source: [{ 'equals-ignore-case': 'DESK' }] }, true],
  ['wildcard', { 'detail-type': [{ wildcard: 'Ticket*.v*' }] }, true],
  ['a wildcard matches all of it', { 'detail-type': [{ wildcard: 'Ticket*.v' }] }, false],
  ['an escaped star is a star', { 'detail-type': [{ wildcard: 'Ticket\\*' }] }, false],
  ['a dot of a wildcard is a dot', { 'detail-type': [{ wildcard: '*Resolved?v1' }] }, false],
  ['exists', { detail: { data: { mailId: [{ exists: true }] } } }, true],
  ['exists, but does not', { detail: { data: { other: [{ exists: true }] } } }, false],
  ['exists below what is missing', { detail: { missing: { other: [{ exists: true }] } } }, false],
  ['does not exist', { detail: { data: { other: [{ exists: false }] } } }, true],
  ['does not exist below what is missing', { detail: { missing: { other: [{ exists: false }] } } }, true],
  ['does not exist, but does', { detail: { data: { mailId: [{ exists: false }] } } }, false],
  ['numeric', { detail: { number: [{ numeric: ['>', 10, '<=', 12] }] } }, true],
  ['numeric outside', { detail: { number: [{ numeric: ['>', 12] }] } }, false],
  ['numeric on a text', { source: [{ numeric: ['>', 1] }] }, false],
  ['anything-but', { source: [{ 'anything-but': 'mail' }] }, true],
  ['anything-but this', { source: [{ 'anything-but': 'desk' }] }, false],
  ['anything-but a list', { source: [{ 'anything-but': ['mail', 'desk'] }] }, false],
  ['anything-but what is missing', { detail: { other: [{ 'anything-but': 'x' }] } }, false],
  ['anything-but prefix', { source: [{ 'anything-but': { prefix: 'de' } }] }, false],
  ['anything-but suffixes', { source: [{ 'anything-but': { suffix: ['x', 'y'] } }] }, true],
  ['anything-but wildcard', { source: [{ 'anything-but': { wildcard: 'd*k' } }] }, false],
  ['$or, second', { $or: [{ source: ['mail'] }, { detail: { number: [12] } }] }, true],
  ['$or, none', { $or: [{ source: ['mail'] }, { detail: { number: [13] } }] }, false],
  ['$or beside others', { 'detail-type': ['Other'], $or: [{ source: ['desk'] }, { source: ['mail'] }] }, false],
  ['an object is no leaf', { detail: ['desk'] }, false],
])('%s', (_, pattern, matches) => {
  it(matches ? 'matches' : 'does not match', () => {
    expect(eventPattern(pattern)(event)).toBe(matches);
  });
});

it.each<[string, unknown, string]>([
  [
    'an operator that is not hosted',
    { detail: { ip: [{ cidr: '10.0.0.0/8' }] } },
    'Event pattern.detail.ip: the operator cidr is not hosted on one machine.',
  ],
  ['a bare value', { source: 'desk' }, 'Event pattern.source: it must be an object.'],
  ['an empty pattern', {}, 'must not be empty'],
  ['an unknown comparison', { n: [{ numeric: ['!=', 1] }] }, "numeric doesn't know"],
  ['consecutive wildcards', { n: [{ wildcard: 'a**' }] }, 'consecutive'],
  ['anything-but with an unknown operator', { n: [{ 'anything-but': { numeric: ['>', 1] } }] }, 'anything-but numeric'],
])('refuses %s', (_, pattern, message) => {
  expect(() => eventPattern(pattern)).toThrow(message);
});
