import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskDocumentSchema, nodesOf } from '../../../infra/operate/desk-document.ts';

const service = {
  serviceId: 'care',
  name: 'Customer Care',
  addresses: ['Support@Desk.example.com'],
  groups: [{ groupId: 'delivery', name: 'Delivery' }],
};
const node = (id: string, over: object = {}) => ({ id, names: { en: id }, ...over });
const chain = (depth: number): object => node(`level-${depth}`, depth === 1 ? {} : { children: [chain(depth - 1)] });
const agent = { email: 'Mina@example.com', name: 'Mina', memberships: [{ serviceId: 'care', groupIds: ['delivery'] }] };

it('fills in what is usual', () => {
  const {
    services: [care],
    agents: [mina],
  } = deskDocumentSchema.parse({ services: [service], agents: [agent] });
  expect(care).toMatchObject({
    kind: 'contact',
    timeZone: 'Asia/Seoul',
    language: 'ko',
    channels: ['email', 'created'],
    addresses: ['support@desk.example.com'],
    autoCompleteDays: 14,
    country: 'KR',
    inquiryTypes: [],
    processingTypes: [],
  });
  expect(mina).toMatchObject({
    email: 'mina@example.com',
    memberships: [{ role: 'agent', mayForward: false, takesAssignment: true, active: true }],
  });
});

it('takes the example of the documentation', () => {
  const example: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../docs/desk.example.json'), 'utf8'),
  );
  expect(deskDocumentSchema.safeParse(example).error?.issues ?? []).toEqual([]);
});

it('takes trees of five levels, and one id in both trees', () => {
  const parsed = deskDocumentSchema.parse({
    services: [{ ...service, inquiryTypes: [chain(5)], processingTypes: [node('level-1')] }],
    agents: [],
  });
  expect(
    nodesOf(parsed.services[0]!.inquiryTypes).map(({ node: { id }, depth, parentId }) => [id, depth, parentId]),
  ).toEqual([
    ['level-5', 1, undefined],
    ['level-4', 2, 'level-5'],
    ['level-3', 3, 'level-4'],
    ['level-2', 4, 'level-3'],
    ['level-1', 5, 'level-2'],
  ]);
});

it.each([
  ['an unknown field', { services: [{ ...service, colour: 'blue' }], agents: [] }, '/services/0'],
  [
    'a time zone that does not exist',
    { services: [{ ...service, timeZone: 'Asia/Nowhere' }], agents: [] },
    '/services/0/timeZone',
  ],
  [
    'an id that can not stand in an address',
    { services: [{ ...service, serviceId: 'Customer Care' }], agents: [] },
    '/services/0/serviceId',
  ],
  ['a service without an address', { services: [{ ...service, addresses: [] }], agents: [] }, '/services/0/addresses'],
  [
    'a service that is there twice',
    { services: [service, { ...service, addresses: ['other@desk.example.com'] }], agents: [] },
    '/services/1/serviceId',
  ],
  ['an address of two services', { services: [service, { ...service, serviceId: 'other' }], agents: [] }, '/services'],
  ['a country that is none', { services: [{ ...service, country: 'UK' }], agents: [] }, '/services/0/country'],
  [
    'completing after more than a year',
    { services: [{ ...service, autoCompleteDays: 366 }], agents: [] },
    '/services/0/autoCompleteDays',
  ],
  [
    'a category that is there twice in its tree',
    { services: [{ ...service, inquiryTypes: [node('a', { children: [node('b')] }), node('b')] }], agents: [] },
    '/services/0/inquiryTypes/1/id',
  ],
  [
    'a tree of six levels',
    { services: [{ ...service, processingTypes: [chain(6)] }], agents: [] },
    '/services/0/processingTypes/0/children/0/children/0/children/0/children/0/children',
  ],
  [
    'a category without a name',
    { services: [{ ...service, inquiryTypes: [node('a', { children: [node('b', { names: {} })] })] }], agents: [] },
    '/services/0/inquiryTypes/0/children/0/names',
  ],
  [
    'an agent who is there twice',
    { services: [service], agents: [agent, { ...agent, email: 'MINA@example.com' }] },
    '/agents/1/email',
  ],
  [
    'a membership in no service',
    { services: [service], agents: [{ ...agent, memberships: [{ serviceId: 'nowhere' }] }] },
    '/agents/0/memberships/0/serviceId',
  ],
  [
    'a group that the service has not',
    { services: [service], agents: [{ ...agent, memberships: [{ serviceId: 'care', groupIds: ['billing'] }] }] },
    '/agents/0/memberships/0/groupIds',
  ],
])('refuses %s and says where', (_, document, path) => {
  expect(deskDocumentSchema.safeParse(document).error?.issues.map((issue) => `/${issue.path.join('/')}`)).toEqual([
    path,
  ]);
});
