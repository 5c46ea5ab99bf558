import { toPublished, toPublishedOfDesk } from '../../../../shared/application/events/to-published.ts';
import { FACT_TYPES, type FactType } from '../../../../shared/domain/ticket/facts.ts';
import { aDeskFact, aFact } from '../../../support/tickets.ts';

const factOf = (type: FactType) =>
  aFact({
    type,
    entryId: 'ent_1',
    mailId: 'mail_1',
    callId: 'call_1',
    fieldCode: 'account',
    attachmentId: 'att_1',
    round: 2,
    masks: [{ id: 'mask_1', start: 3, end: 7 }],
    outwardId: 'out_1',
    trigger: { triggerId: 'trg_1', name: 'Tell the shop' },
    reason: 'smtp; 550 <mina@example.com> is unknown here',
    automation: { chainId: 'evt_0', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'For mina@example.com' }] },
  });

describe.each(FACT_TYPES)('given the fact %s', (type) => {
  const { detail } = toPublished(factOf(type));

  it('publishes who, when, where and what came of it', () => {
    expect(detail.metadata).toEqual({
      eventId: 'evt_1',
      serviceId: 'support',
      occurredAt: '2026-11-22T08:30:00.000Z',
      actor: { kind: 'agent', id: 'agent_1' },
      correlationId: 'cor_1',
    });
    expect(detail.data).toMatchObject({
      number: 1024,
      version: 3,
      status: 'processing',
      assigneeId: 'agent_1',
      groupId: 'first-line',
      changes: {},
    });
  });

  it('publishes no member that its contract does not name', () => {
    const added = { secret: 'canary' };
    const fact = {
      ...factOf(type),
      ...added,
      actor: { kind: 'agent', id: 'agent_1', ...added },
      changes: { status: { after: 'resolved', ...added } },
    };
    expect(JSON.stringify(toPublished(fact as never))).not.toContain('canary');
  });

  it('publishes no reason: a mail server’s words may hold a customer’s address', () => {
    expect(JSON.stringify(detail)).not.toContain('example.com');
  });
});

it('leaves out what the fact has not', () => {
  const { detail } = toPublished(
    aFact({ type: 'ticket_created', version: 1, status: 'unassigned', assigneeId: undefined, groupId: undefined }),
  );
  expect(Object.keys(detail.data).sort()).toEqual(['changed', 'changes', 'entryId', 'number', 'status', 'version']);
});

it('publishes of what may hold a customer’s words that it changed, and no value', () => {
  const changes = {
    status: { before: 'unassigned', after: 'processing' },
    title: { before: 'Mina Kim’s printer', after: 'Printer' },
    tags: { after: 'vip mina' },
    inquiryType: { after: 'delivery' },
    customer: { after: 'cus_mina' },
    customerName: { after: 'Mina' },
    customerEmail: { before: 'mina@example.com' },
    customerPhone: { after: '+821012345678' },
    callPhone: { after: '+821012345678' },
  };
  const { detail } = toPublished(aFact({ type: 'ticket_edited', changes }));
  expect(detail.data).toMatchObject({
    changes: { status: changes.status, inquiryType: changes.inquiryType },
    changed: Object.keys(changes),
  });
  expect(JSON.stringify(detail)).not.toMatch(/mina|printer|\+82/i);
});

it('publishes of the service’s own fields which ones changed, and no value', () => {
  const { detail } = toPublished(
    aFact({
      type: 'ticket_edited',
      fieldChanges: { order_number: { before: 'A-Mina', after: 'B-Mina' }, account: { encrypted: true } },
    }),
  );
  expect(detail.data).toMatchObject({ changedFields: ['order_number', 'account'], changed: [] });
  expect(JSON.stringify(detail)).not.toContain('Mina');
});

it('names the field that was looked at', () => {
  expect(
    toPublished(aFact({ type: 'field_viewed', entryId: undefined, fieldCode: 'account' })).detail.data,
  ).toMatchObject({ fieldCode: 'account' });
});

it('names the call of a call’s fact, and of no other', () => {
  expect(toPublished(factOf('call_due')).detail.data).toMatchObject({ callId: 'call_1' });
  expect(toPublished(factOf('ticket_edited')).detail.data).not.toHaveProperty('callId');
});

it('names the triggers that did something by their ids, and what ties it to its chain', () => {
  const { detail } = toPublished(factOf('ticket_automated'));
  expect(detail.data).toMatchObject({
    automation: { chainId: 'evt_0', depth: 1, triggers: [{ triggerId: 'trg_1' }] },
  });
  expect(JSON.stringify(detail)).not.toContain('For ');
  expect(toPublished(factOf('ticket_edited')).detail.data).not.toHaveProperty('automation');
});

it('names the mail only where the contract does', () => {
  expect(toPublished(factOf('ticket_resolved')).detail.data).toMatchObject({ mailId: 'mail_1' });
  expect(toPublished(factOf('ticket_commented')).detail.data).not.toHaveProperty('mailId');
});

it.each([
  ['a reserved call without its id', aFact({ type: 'call_reserved' })],
  ['a mail that is sent without its id', aFact({ type: 'mail_sent' })],
  ['an instant that is none', aFact({ at: 'yesterday' })],
  ['a ticket without a version', aFact({ version: 0 })],
])('throws on %s', (_, fact) => {
  expect(() => toPublished(fact)).toThrow();
});

it('publishes of an administrative change who changed what, and no more', () => {
  const fact = aDeskFact({
    type: 'settings_changed',
    subject: { kind: 'field', id: 'birthday' },
    changed: ['names', 'required'],
    subjectName: { en: 'canary' },
    members: [
      { name: 'names', told: 'values', before: { en: 'canary' }, after: { en: 'canary' } },
      { name: 'required', told: 'items', removed: ['canary'], added: [], more: 0 },
    ],
  });
  expect(toPublishedOfDesk({ ...fact, secret: 'canary' } as never)).toEqual({
    detailType: 'SettingsChanged.v1',
    detail: {
      metadata: {
        eventId: 'evt_1',
        serviceId: 'support',
        occurredAt: '2026-11-22T09:00:00.000Z',
        actor: { kind: 'agent', id: 'boss' },
        correlationId: 'cor_1',
      },
      data: { subject: { kind: 'field', id: 'birthday' }, action: 'changed', changed: ['names', 'required'] },
    },
  });
});
