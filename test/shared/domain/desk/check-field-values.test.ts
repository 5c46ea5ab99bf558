import {
  checkFieldValues,
  type FieldsSave,
  type FieldsWay,
} from '../../../../shared/domain/desk/check-field-values.ts';
import { aField, OPTIONS } from '../../../support/fields.ts';

const BY_AGENT: FieldsWay = { by: 'agent', role: 'agent' };
const WAYS: readonly FieldsWay[] = [
  BY_AGENT,
  { by: 'agent', role: 'administrator' },
  { by: 'customer' },
  { by: 'desk' },
];
const check = (over: Partial<FieldsSave>) =>
  checkFieldValues({ definitions: [], stored: {}, given: {}, way: BY_AGENT, ...over });
const refusedAt = (...pointers: readonly string[]) => ({
  ok: false,
  error: {
    code: 'field_values_not_valid',
    errors: pointers.map((pointer) => ({ pointer, detail: expect.any(String) })),
  },
});
const open = { exposure: { agent: true, customer: true } } as const;

describe.each(WAYS)('by the way %j', (way) => {
  const order = aField({ scope: 'customer', ...open });

  it('takes a value of its field', () => {
    expect(check({ way, definitions: [order], given: { order_number: ' A-1 ' } })).toEqual({
      ok: true,
      value: [{ code: 'order_number', field: order, value: 'A-1' }],
    });
  });

  it.each([
    ['unknown', 'x'],
    ['order_number', true],
    ['constructor', 'x'],
    ['__proto__', 'x'],
    ['unknown', null],
  ] as const)('refuses %s with %j', (code, value) => {
    expect(check({ way, definitions: [order], given: Object.fromEntries([[code, value]]) })).toEqual(
      refusedAt(`#/fields/${code}`),
    );
  });

  it('refuses a field that is deleted, not in use, or of another inquiry type, and says all that is wrong', () => {
    const definitions = [
      aField({ ...open, scope: 'customer', code: 'a', deleted: true }),
      aField({ ...open, scope: 'customer', code: 'b', active: false }),
      aField({ ...open, scope: 'customer', code: 'c', inquiryTypeIds: ['billing'] }),
    ];
    expect(check({ way, definitions, inquiryTypeId: 'delivery', given: { a: 'x', b: 'x', c: 'x' } })).toEqual(
      refusedAt('#/fields/a', '#/fields/b', '#/fields/c'),
    );
    expect(check({ way, definitions, inquiryTypeId: 'billing', given: { c: 'x' } }).ok).toBe(true);
    expect(check({ way, definitions, given: { c: 'x' } }).ok).toBe(false);
  });

  it('takes a value away, also of a field that is no more', () => {
    const stored = { order_number: { type: 'text', value: 'A-1' }, former: { type: 'text', value: 'x' } } as const;
    const former = aField({ ...open, scope: 'customer', code: 'former', deleted: true });
    expect(check({ way, definitions: [order, former], stored, given: { order_number: null, former: null } })).toEqual({
      ok: true,
      value: [
        { code: 'order_number', field: order },
        { code: 'former', field: former },
      ],
    });
  });
});

describe('who sees a field', () => {
  const hidden = aField({ exposure: { agent: false, customer: false } });
  it.each([
    [BY_AGENT, false],
    [{ by: 'agent', role: 'administrator' }, true],
    [{ by: 'customer' }, false],
    [{ by: 'desk' }, true],
  ] as const)('%j of one that is shown to nobody: %s', (way, may) => {
    expect(check({ way, definitions: [hidden], given: { order_number: 'x' } }).ok).toBe(may);
    expect(
      check({
        way,
        definitions: [hidden],
        stored: { order_number: { type: 'text', value: 'x' } },
        given: { order_number: null },
      }).ok,
    ).toBe(may);
  });

  it('shows customers no field of agents', () => {
    expect(
      check({
        way: { by: 'customer' },
        definitions: [aField({ scope: 'agent', ...open })],
        given: { order_number: 'x' },
      }).ok,
    ).toBe(false);
  });
});

describe('a required field', () => {
  const needed = aField({ ...open, scope: 'customer', code: 'needed', required: true, inquiryTypeIds: ['delivery'] });
  const beside = aField({ ...open, scope: 'customer', code: 'beside' });
  const note = aField({ code: 'note' });
  const definitions = [needed, beside, note];
  const inquiryTypeId = 'delivery';

  it.each([
    ['another field of its scope is saved', BY_AGENT, { beside: 'x' }, false],
    ['it is taken away', BY_AGENT, { needed: null }, false],
    ['only spaces are given', BY_AGENT, { needed: ' ' }, false],
    ['it is given', BY_AGENT, { needed: 'x', beside: 'x' }, true],
    ['only fields of agents are saved', BY_AGENT, { note: 'x' }, true],
    ['nothing is saved', BY_AGENT, {}, true],
    ['a form is sent without any field', { by: 'customer' }, {}, false],
    ['the desk saves another', { by: 'desk' }, { beside: 'x' }, true],
  ] as const)('when %s by %j', (_, way, given, passes) => {
    expect(check({ way, definitions, inquiryTypeId, given })).toEqual(
      passes ? expect.objectContaining({ ok: true }) : refusedAt('#/fields/needed'),
    );
  });

  it('is asked for by its own inquiry types only, and not when it is out of use', () => {
    expect(check({ definitions, inquiryTypeId: 'billing', given: { beside: 'x' } }).ok).toBe(true);
    expect(
      check({ definitions: [{ ...needed, active: false }, beside], inquiryTypeId, given: { beside: 'x' } }).ok,
    ).toBe(true);
    expect(
      check({ definitions: [{ ...needed, deleted: true }, beside], inquiryTypeId, given: { beside: 'x' } }).ok,
    ).toBe(true);
    expect(
      check({
        definitions: [{ ...needed, exposure: { agent: false, customer: true } }, beside],
        inquiryTypeId,
        given: { beside: 'x' },
      }).ok,
    ).toBe(true);
  });

  it.each([
    [{ type: 'text', value: 'A-1' }, true],
    [{ type: 'text', sealed: 'v1.x.y' }, true],
    [{ type: 'date', value: '2026-11-22' }, true],
  ] as const)('is there when the ticket has %j', (stored, passes) => {
    expect(check({ definitions, inquiryTypeId, stored: { needed: stored }, given: { beside: 'x' } }).ok).toBe(passes);
  });

  it('that asks for consent wants a yes', () => {
    const consent = aField({ ...open, scope: 'customer', code: 'consent', type: 'agree', required: true });
    expect(check({ definitions: [consent], given: { consent: false } })).toEqual(refusedAt('#/fields/consent'));
    expect(check({ definitions: [consent], given: { consent: true } }).ok).toBe(true);
    expect(
      check({
        definitions: [consent, beside],
        stored: { consent: { type: 'agree', value: false } },
        given: { beside: 'x' },
      }),
    ).toEqual(refusedAt('#/fields/consent'));
    expect(
      check({
        definitions: [consent, beside],
        stored: { consent: { type: 'agree', value: true } },
        given: { beside: 'x' },
      }).ok,
    ).toBe(true);
  });

  it('whose value is wrong is told once', () => {
    expect(
      check({
        definitions: [{ ...needed, type: 'radio', options: OPTIONS }],
        inquiryTypeId,
        given: { needed: 'blue' },
      }),
    ).toEqual(refusedAt('#/fields/needed'));
  });
});
