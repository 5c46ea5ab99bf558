import { askedFields, SEALED, type ValueKey } from '../../../../web/src/desk/fields/field-values.ts';
import type { Edit } from '../../../../web/src/desk/edits/shelf.ts';
import { changesOf, conflictsOf, pendingEdits } from '../../../../web/src/panels/ticket-values.ts';
import { aFieldView } from '../../support/field-views.ts';
import { anEventView, aWholeTicketView } from '../../support/ticket-views.ts';

const edits = (...of: readonly (readonly [ValueKey, Partial<Edit>])[]): ReadonlyMap<ValueKey, Edit> =>
  new Map(of.map(([key, edit]) => [key, { base: null, mine: null, seen: 1, ...edit }]));
const stored = (code: string, value: string | null, encrypted = false) => ({
  code,
  type: 'text' as const,
  encrypted,
  value,
  stale: null,
});

test('a field is asked for by the inquiry type that the ticket will have, unless it is out of use', () => {
  const fields = [
    aFieldView({ code: 'always' }),
    aFieldView({ code: 'refund', scope: 'customer', inquiryTypeIds: ['refund'] }),
    aFieldView({ code: 'off', active: false }),
    aFieldView({ code: 'gone', deleted: true }),
  ];
  expect(askedFields(fields, 'shop', undefined).map(({ code }) => code)).toEqual(['always']);
  expect(askedFields(fields, 'shop', 'refund').map(({ code }) => code)).toEqual(['always', 'refund']);
});

test('an edit is pending while it would change the ticket and its field is asked for', () => {
  const ticket = aWholeTicketView({
    priority: 'high',
    fields: [stored('cause', 'Carrier'), stored('secret', null, true)],
  });
  const pending = pendingEdits(
    ticket,
    edits(
      ['priority', { base: 'normal', mine: 'high' }],
      ['fields.cause', { base: 'Carrier', mine: 'Stock' }],
      ['fields.other', { mine: 'x' }],
      ['fields.secret', { base: SEALED, mine: null }],
    ),
    [aFieldView({}), aFieldView({ code: 'secret', encrypted: true })],
  );
  expect([...pending.keys()]).toEqual(['fields.cause', 'fields.secret']);
  expect(changesOf(pending)).toEqual({ fields: { cause: 'Stock', secret: null } });
});

test('what is saved names the customer’s members together, and no tags as none', () => {
  expect(
    changesOf(edits(['customer.name', { mine: 'Sora' }], ['customer.phone', { mine: null }], ['tags', { mine: null }])),
  ).toEqual({ customer: { name: 'Sora', phone: null }, tags: [] });
});

describe('given edits, when somebody else changed the ticket', () => {
  const ticket = aWholeTicketView({
    version: 3,
    priority: 'low',
    fields: [stored('cause', 'Theirs'), stored('secret', null, true)],
  });
  const event = anEventView({ version: 2, actor: { kind: 'agent', id: 'jun' }, changes: {}, fieldChanges: {} });

  test('then those whose value changed conflict, with who it was', () => {
    const who = { ...event, fieldChanges: { cause: { before: 'Carrier', after: 'Theirs', encrypted: false } } };
    const found = conflictsOf(
      ticket,
      edits(['fields.cause', { base: 'Carrier', mine: 'Mine' }], ['priority', { base: 'low', mine: 'high' }]),
      [who],
    );
    expect([...found]).toEqual([
      ['fields.cause', { edit: { base: 'Carrier', mine: 'Mine', seen: 1 }, theirs: 'Theirs', event: who }],
    ]);
  });

  test('then of an encrypted value only the log tells so, and nothing older than what the agent saw', () => {
    const log = [{ ...event, fieldChanges: { secret: { before: null, after: null, encrypted: true } } }];
    const mine = (seen: number) => edits(['fields.secret', { base: SEALED, mine: 'x', seen }]);
    expect([...conflictsOf(ticket, mine(1), log).keys()]).toEqual(['fields.secret']);
    expect(conflictsOf(ticket, mine(2), log).size).toBe(0);
    expect(conflictsOf(ticket, mine(1), []).size).toBe(0);
  });
});
