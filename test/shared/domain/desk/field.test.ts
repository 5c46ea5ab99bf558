import { changedField, checkField, tombstoneOf } from '../../../../shared/domain/desk/field.ts';
import { aField, OPTIONS } from '../../../support/fields.ts';

describe('what a field may be', () => {
  it.each([
    aField(),
    aField({ type: 'dropdown', options: OPTIONS }),
    aField({ type: 'caption', names: { ko: '안내'.repeat(500) } }),
    aField({ scope: 'customer', inquiryTypeIds: ['delivery'], required: true }),
    aField({ type: 'textarea', maxLength: 4000, encrypted: true }),
    aField({ type: 'text', options: OPTIONS }),
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
    [{ type: 'dropdown', options: [OPTIONS[0]!, OPTIONS[0]!] }, '#/options'],
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
