import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outwardSignature } from '../../../../shared/adapters/http-out/https-outward.ts';
import { outwardPayload, type PayloadSources } from '../../../../shared/domain/trigger/outward-payload.ts';
import { aField } from '../../../support/fields.ts';
import { aTrigger } from '../../../support/outward.ts';
import { aFact, aService, aTicket } from '../../../support/tickets.ts';

const docs = join(import.meta.dirname, '../../../../docs');
const page = readFileSync(join(docs, 'triggers-calls.md'), 'utf8');

const sources = (over: Partial<PayloadSources> = {}): PayloadSources => ({
  id: 'out_01KB0ZJ6M4W8Q2T3V5X7Y9ZOUT',
  at: '2026-11-22T09:00:01.000Z',
  trigger: aTrigger({ triggerId: 'trg_01KB0ZJ6M4W8Q2T3V5X7Y9ZTRG', version: 3, name: 'Tell the shop' }),
  chain: { chainId: 'evt_01KB0ZJ6M4W8Q2T3V5X7Y9Z001', depth: 1 },
  service: aService({ serviceId: 'care', name: 'Customer Care' }),
  ticket: aTicket({
    serviceId: 'care',
    version: 2,
    status: 'unassigned',
    assigneeId: undefined,
    groupId: 'delivery',
    inquiryTypeId: 'delivery',
    customerId: 'cus_01KB0ZJ6M4W8Q2T3V5X7Y9ZCUS',
    tags: ['vip'],
    createdAt: '2026-11-22T09:00:00.000Z',
  }),
  fields: { plan: { type: 'dropdown', value: 'gold' } },
  definitions: [aField({ code: 'plan', scope: 'customer', type: 'dropdown' })],
  fact: aFact({
    id: 'evt_01KB0ZJ6M4W8Q2T3V5X7Y9Z001',
    type: 'ticket_created',
    actor: { kind: 'customer' },
    at: '2026-11-22T09:00:00.000Z',
    changes: { status: { after: 'unassigned' }, title: { after: 'Printer on fire' } },
    fieldChanges: { plan: { after: 'gold' } },
  }),
  ...over,
});

test('is as the example of the documentation', () => {
  expect(outwardPayload(sources())).toEqual(JSON.parse(readFileSync(join(docs, 'triggers-call.example.json'), 'utf8')));
});

test('has each of its members in the documentation', () => {
  for (const member of Object.keys(outwardPayload(sources())))
    expect(page).toMatch(new RegExp(`^\\|.*\`${member}\``, 'm'));
});

test('of a time that came tells which, and of no event', () => {
  const event = { kind: 'hours_since', since: 'status_change', hours: 24 } as const;
  const { fact: _fact, ...rest } = sources({ trigger: aTrigger({ event }) });
  expect(outwardPayload(rest)).toMatchObject({
    event: { ...event, occurredAt: rest.at, eventId: null, actor: 'system' },
    changes: {},
    changed: [],
  });
});

describe('values of the service’s own fields', () => {
  test.each<[string, object, PayloadSources['fields'][string], string | undefined]>([
    ['what a customer chose', { scope: 'customer', type: 'radio' }, { type: 'radio', value: 'a' }, 'a'],
    ['what a customer typed', { scope: 'customer', type: 'text' }, { type: 'text', value: 'a' }, undefined],
    ['what was typed once', { scope: 'customer', type: 'radio' }, { type: 'text', value: 'a' }, undefined],
    ['what an agent typed', { scope: 'agent', type: 'textarea' }, { type: 'textarea', value: 'a' }, 'a'],
    [
      'a period',
      { scope: 'agent', type: 'date_period' },
      { type: 'date_period', value: { from: '2026-11-22', to: '2026-11-23' } },
      '2026-11-22/2026-11-23',
    ],
    ['a sealed one', { scope: 'agent', type: 'text' }, { type: 'text', sealed: 'v1.a.b' }, undefined],
    [
      'one that is encrypted by now',
      { scope: 'agent', type: 'text', encrypted: true },
      { type: 'text', value: 'a' },
      undefined,
    ],
    [
      'one of a deleted field',
      { scope: 'agent', type: 'text', deleted: true },
      { type: 'text', value: 'a' },
      undefined,
    ],
    ['a file', { scope: 'agent', type: 'file' }, { type: 'file', value: [] }, undefined],
  ])('%s', (_, definition, stored, expected) => {
    const { ticket } = outwardPayload(
      sources({ fields: { it: stored }, definitions: [aField({ code: 'it', ...definition })] }),
    );
    expect(ticket.fields['it']).toBe(expected);
  });
});

describe('the signature', () => {
  const SECRET = '431402c0eaaf46d889f243db9e7492e2';
  const BODY = '{"id":"out_1"}';
  const SECONDS = 1_763_802_000;
  const headers = outwardSignature(SECRET, BODY, SECONDS * 1000 + 999);

  test('is the one of the documentation', () => {
    expect(headers['x-handover-timestamp']).toBe(String(SECONDS));
    expect(page).toContain(`give \`${headers['x-handover-signature']}\``);
  });

  test('is right for the code of the documentation, and nothing else is', () => {
    const [, code] = /```js\n([\s\S]*?)```/.exec(page)!;
    const cases = [
      [SECRET, headers, BODY, SECONDS],
      [SECRET, headers, BODY, SECONDS + 300],
      ['another', headers, BODY, SECONDS],
      [SECRET, headers, `${BODY} `, SECONDS],
      [SECRET, headers, BODY, SECONDS + 301],
      [SECRET, { ...headers, 'x-handover-timestamp': String(SECONDS + 1) }, BODY, SECONDS],
      [SECRET, {}, BODY, SECONDS],
    ] as const;
    const asked = `${code!}
for (const [secret, headers, body, seconds] of ${JSON.stringify(cases)})
  console.log(isOfDesk(secret, headers, Buffer.from(body), seconds * 1000));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', asked], { encoding: 'utf8' });
    expect(said.trim().split('\n')).toEqual(['true', 'true', 'false', 'false', 'false', 'false', 'false']);
  });
});
