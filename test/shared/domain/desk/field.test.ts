import {
  changedField,
  checkField,
  inOrder,
  moved,
  tombstoneOf,
  type Field,
} from '../../../../shared/domain/desk/field.ts';
import { aField, OPTIONS } from '../../../support/fields.ts';

describe('what a field may be', () => {
  it.each([
    aField(),
    aField({ type: 'dropdown', options: OPTIONS }),
    aField({ type: 'caption', names: { ko: '안내'.repeat(500) } }),
    aField({ scope: 'customer', inquiryTypeIds: ['delivery'], required: true }),
    aField({ type: 'textarea', maxLength: 4000, encrypted: true }),
    aField({ type: 'text', options: OPTIONS }),
    aField({ placeholders: { ko: '예: ORD-1024', en: 'For example ORD-1024' } }),
    aField({ type: 'dropdown', options: OPTIONS, placeholders: { en: 'x'.repeat(100) } }),
  ])('takes %j', (field) => {
    expect(checkField(field)).toEqual({ ok: true, value: field });
  });

  it.each([
    [{ names: {} }, '#/names'],
    [{ names: { en: 'x'.repeat(101) } }, '#/names/en'],
    [{ type: 'caption', required: true }, '#/required'],
    [{ type: 'caption', encrypted: true }, '#/encrypted'],
    [{ type: 'file', encrypted: true }, '#/encrypted'],
    [{ type: 'radio' }, '#/options'],
    [{ type: 'checkbox', options: [OPTIONS[2]!] }, '#/options'],
    [{ type: 'dropdown', options: [OPTIONS[0]!, OPTIONS[1]!, OPTIONS[0]!] }, '#/options/2/code'],
    [{ placeholders: { en: 'x'.repeat(101) } }, '#/placeholders/en'],
    [{ type: 'date', placeholders: { en: 'The day of the fault' } }, '#/placeholders'],
    [{ type: 'radio', options: OPTIONS, placeholders: { en: 'Choose' } }, '#/placeholders'],
    [{ type: 'date', maxLength: 10 }, '#/maxLength'],
    [{ type: 'text', maxLength: 1001 }, '#/maxLength'],
    [{ scope: 'agent', inquiryTypeIds: ['delivery'] }, '#/inquiryTypeIds'],
    [{ scope: 'customer', inquiryTypeIds: ['delivery', 'delivery'] }, '#/inquiryTypeIds'],
  ] as const)('refuses %j at %s', (over, pointer) => {
    expect(checkField(aField(over))).toEqual({
      ok: false,
      error: { code: 'field_not_valid', errors: [{ pointer, detail: expect.any(String) }] },
    });
  });
});

describe('changing a field', () => {
  it('keeps what isn’t named', () => {
    expect(changedField(aField({ maxLength: 20 }), { required: true })).toEqual(
      aField({ maxLength: 20, required: true }),
    );
  });

  it('keeps an option that is left out, inactive and last: old values name it', () => {
    const blue = { code: 'blue', names: { en: 'Blue' }, active: true };
    const { options } = changedField(aField({ type: 'radio', options: OPTIONS }), { options: [blue, OPTIONS[1]!] });
    expect(options.map(({ code, active }) => [code, active])).toEqual([
      ['blue', true],
      ['green', true],
      ['red', false],
      ['grey', false],
    ]);
  });

  it('keeps options through a type that has none', () => {
    const text = changedField(aField({ type: 'radio', options: OPTIONS }), { type: 'text' });
    expect(text.options).toEqual(OPTIONS);
    expect(checkField(text).ok).toBe(true);
  });

  it.each([
    ['date', undefined, undefined],
    ['textarea', undefined, 20],
    ['text', null, undefined],
    ['text', 30, 30],
  ] as const)('given a length of 20, when it becomes %s with %s, then it is %s', (type, maxLength, expected) => {
    expect(
      changedField(aField({ maxLength: 20 }), { type, ...(maxLength === undefined ? {} : { maxLength }) }).maxLength,
    ).toBe(expected);
  });

  it('drops a length that is too large for the new type', () => {
    expect(changedField(aField({ type: 'textarea', maxLength: 3000 }), { type: 'text' })).not.toHaveProperty(
      'maxLength',
    );
  });

  it.each([
    ['textarea', undefined, { en: 'ORD-1024' }],
    ['dropdown', undefined, { en: 'ORD-1024' }],
    ['date', undefined, {}],
    ['text', {}, {}],
    ['text', { en: 'A-1' }, { en: 'A-1' }],
    ['date', { en: 'A-1' }, { en: 'A-1' }],
  ] as const)('given a placeholder, when it becomes %s with %j, then it is %j', (type, placeholders, expected) => {
    expect(
      changedField(aField({ placeholders: { en: 'ORD-1024' } }), {
        type,
        ...(placeholders === undefined ? {} : { placeholders }),
      }).placeholders,
    ).toEqual(expected);
  });

  it('leaves a tombstone with its names and options', () => {
    expect(tombstoneOf(aField({ type: 'radio', options: OPTIONS }))).toMatchObject({
      code: 'order_number',
      deleted: true,
      active: false,
      version: 2,
      options: OPTIONS,
      names: { en: 'Order number' },
    });
  });
});

describe('moving a field', () => {
  const scope = (...positions: readonly (readonly [code: string, order: number])[]) =>
    positions.map(([code, order]) => aField({ code, order }));
  const placesOf = (fields: readonly Field[]) => fields.map(({ code, order, version }) => [code, order, version]);

  it.each([
    ['a', 'c', ['b', 'a', 'c', 'd']],
    ['d', 'a', ['d', 'a', 'b', 'c']],
    ['b', null, ['a', 'c', 'd', 'b']],
    ['b', 'c', ['a', 'b', 'c', 'd']],
    ['b', 'b', ['a', 'b', 'c', 'd']],
    ['d', null, ['a', 'b', 'c', 'd']],
  ] as const)('given a, b, c and d, when %s is moved before %s, then they are %j', (code, before, expected) => {
    const fields = scope(['a', 0], ['b', 1], ['c', 2], ['d', 3]);
    expect(moved(fields, code, before).map((field) => field.code)).toEqual(expected);
    expect(fields.map((field) => field.code)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives a next version to those alone whose position changed', () => {
    expect(placesOf(moved(scope(['a', 0], ['b', 1], ['c', 2], ['d', 3]), 'c', 'b'))).toEqual([
      ['a', 0, 1],
      ['c', 1, 2],
      ['b', 2, 2],
      ['d', 3, 1],
    ]);
  });

  it('numbers those anew that had one position or gaps between them', () => {
    expect(placesOf(moved(inOrder(scope(['b', 0], ['a', 0], ['d', 70], ['c', 7])), 'd', 'c'))).toEqual([
      ['a', 0, 1],
      ['b', 1, 2],
      ['d', 2, 2],
      ['c', 3, 2],
    ]);
  });

  it('given one position for all, then their codes say who is first, however they came', () => {
    const fields = scope(['c', 5], ['a', 5], ['b', 5], ['z', 0]);
    expect(inOrder(fields).map(({ code }) => code)).toEqual(['z', 'a', 'b', 'c']);
    expect(inOrder(fields.toReversed()).map(({ code }) => code)).toEqual(['z', 'a', 'b', 'c']);
  });
});
