import fc from 'fast-check';
import { FIELD_TYPES, type Field } from '../../../../shared/domain/desk/field.ts';
import {
  readFieldValue,
  stalenessOf,
  formatValueForLog,
  LOGGED_VALUE_LENGTH,
  type GivenValue,
} from '../../../../shared/domain/desk/field-value.ts';
import { aField, OPTIONS } from '../../../support/fields.ts';

const read = (type: Field['type'], given: GivenValue, over: Partial<Field> = {}) =>
  readFieldValue(
    aField({ type, ...(['checkbox', 'dropdown', 'radio'].includes(type) ? { options: OPTIONS } : {}), ...over }),
    given,
  );

describe('a value of its field’s type', () => {
  it.each<readonly [Field['type'], GivenValue, GivenValue | undefined]>([
    ['text', '  A-1  ', 'A-1'],
    ['text', '   ', undefined],
    ['text', '각', '각'],
    ['textarea', 'one\r\ntwo', 'one\ntwo'],
    ['checkbox', ['green', 'red'], ['red', 'green']],
    ['checkbox', [], undefined],
    ['dropdown', 'red', 'red'],
    ['radio', 'green', 'green'],
    ['date', '2024-02-29', '2024-02-29'],
    ['datetime', '2026-11-22T09:30+09:00', '2026-11-22T00:30:00.000Z'],
    ['datetime', '2026-11-22T00:30:00Z', '2026-11-22T00:30:00.000Z'],
    ['date_period', { from: '2026-11-22', to: '2026-11-22' }, { from: '2026-11-22', to: '2026-11-22' }],
    [
      'datetime_period',
      { from: '2026-11-22T10:00+09:00', to: '2026-11-22T02:00Z' },
      { from: '2026-11-22T01:00:00.000Z', to: '2026-11-22T02:00:00.000Z' },
    ],
    ['agree', true, true],
    ['agree', false, false],
    ['file', ['upl_1', 'att_2'], ['upl_1', 'att_2']],
    ['file', [], undefined],
  ])('%s reads %j as %j', (type, given, value) => {
    expect(read(type, given)).toEqual({ ok: true, value });
  });

  it('counts characters, not UTF-16 units', () => {
    expect(read('text', '😀'.repeat(5), { maxLength: 5 }).ok).toBe(true);
    expect(read('text', '😀'.repeat(6), { maxLength: 5 })).toEqual({ ok: false, error: 'At most 5 characters' });
  });
});

it.each<readonly [Field['type'], GivenValue]>([
  ['text', true],
  ['text', ['a']],
  ['text', 'one\ntwo'],
  ['text', 'x'.repeat(1001)],
  ['text', 'a\u2028b'],
  ['textarea', 'x'.repeat(4001)],
  ['textarea', 'bell\u0007'],
  ['textarea', false],
  ['checkbox', 'red'],
  ['checkbox', ['blue']],
  ['checkbox', ['grey']],
  ['dropdown', ['red']],
  ['dropdown', 'blue'],
  ['dropdown', 'grey'],
  ['radio', true],
  ['date', '2026-02-30'],
  ['date', '2026-13-01'],
  ['date', '22.11.2026'],
  ['date', '0026-11-22'],
  ['date', '2026-11-22T00:00Z'],
  ['date', true],
  ['datetime', '2026-11-22'],
  ['datetime', '2026-11-22T09:30'],
  ['datetime', '2026-02-30T09:30Z'],
  ['datetime', '2026-11-22T25:00Z'],
  ['datetime', '2026-11-22T09:30+99:00'],
  ['date_period', { from: '2026-11-23', to: '2026-11-22' }],
  ['date_period', '2026-11-22'],
  ['date_period', ['2026-11-22', '2026-11-23']],
  ['date_period', { from: '2026-11-22', to: 'soon' }],
  ['datetime_period', { from: '2026-11-22T10:00+09:00', to: '2026-11-22T00:59Z' }],
  ['datetime_period', { from: '2026-11-22', to: '2026-11-23' }],
  ['agree', 'true'],
  ['caption', 'x'],
  ['caption', true],
  ['file', 'upl_1'],
  ['file', ['upl_1', 'upl_1']],
  ['file', Array.from({ length: 11 }, (_, i) => `upl_${i}`)],
])('%s refuses %j', (type, given) => {
  expect(read(type, given)).toEqual({ ok: false, error: expect.any(String) });
});

it.each(FIELD_TYPES)('a %s that was read is read as the same again, whatever was given', (type) => {
  const day = fc.constantFrom('2026-11-22', '2024-02-29', '2026-11-22T09:30+09:00', '2026-11-22T09:30:00.5Z', 'soon');
  const given = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('red', 'grey', ' a\r\nb '),
    day,
    fc.boolean(),
    fc.array(fc.constantFrom('red', 'green', 'upl_1', 'x')),
    fc.record({ from: day, to: day }),
  );
  fc.assert(
    fc.property(given, (value) => {
      const once = read(type, value);
      if (once.ok && once.value !== undefined) expect(read(type, once.value)).toEqual(once);
    }),
  );
});

it('lets an option that can’t be chosen any more stay where it is', () => {
  const field = aField({ type: 'checkbox', options: OPTIONS });
  expect(readFieldValue(field, ['grey', 'red'], { type: 'checkbox', value: ['grey'] })).toEqual({
    ok: true,
    value: ['red', 'grey'],
  });
  expect(readFieldValue(field, ['grey'], { type: 'text', value: 'grey' }).ok).toBe(false);
  expect(
    readFieldValue(aField({ type: 'radio', options: OPTIONS }), 'grey', { type: 'dropdown', value: 'grey' }),
  ).toEqual({ ok: true, value: 'grey' });
});

describe('a value in the log', () => {
  it.each([
    ['A-1', 'A-1'],
    [true, 'true'],
    [['red', 'green'], 'red, green'],
    [{ from: '2026-11-22', to: '2026-11-23' }, '2026-11-22/2026-11-23'],
    [[{ id: 'att_1', key: 'k', name: 'a.png', type: 'image/png', size: 1 }], 'a.png'],
  ])('tells %j as %s', (value, told) => {
    expect(formatValueForLog(value)).toBe(told);
  });

  it('cuts what is long between two characters', () => {
    expect(formatValueForLog('😀'.repeat(LOGGED_VALUE_LENGTH))).toBe('😀'.repeat(LOGGED_VALUE_LENGTH));
    expect(formatValueForLog('😀'.repeat(LOGGED_VALUE_LENGTH + 1))).toBe(`${'😀'.repeat(LOGGED_VALUE_LENGTH)}…`);
  });
});

it.each([
  [aField(), undefined],
  [aField({ type: 'date' }), 'type_changed'],
  [aField({ deleted: true }), 'field_deleted'],
  [undefined, 'field_deleted'],
  [aField({ active: false }), undefined],
] as const)('given the field %j, a text is %s', (field, stale) => {
  expect(stalenessOf(field, { type: 'text', value: 'A-1' })).toBe(stale);
});
