import { absenceOf, checkPreview, inCustomersLanguage } from '../../../../../web/src/admin/fields/preview-values.ts';
import { FIELD_FAULTS } from '../../../../../shared/domain/desk/check-field-values.ts';
import { VALUE_FAULTS } from '../../../../../shared/domain/desk/field-value.ts';
import { aFieldView } from '../../../support/field-views.ts';

describe('a form that is shown before it is saved', () => {
  it.each([
    [{}, 'agent', undefined, null],
    [{}, 'customer', undefined, null],
    [{ active: false }, 'agent', undefined, 'not_in_use'],
    [{ deleted: true }, 'agent', undefined, 'not_in_use'],
    [{ exposure: { agent: false, customer: true } }, 'agent', undefined, 'not_shown'],
    [{ exposure: { agent: true, customer: false } }, 'customer', undefined, 'not_shown'],
    [{ scope: 'agent' }, 'customer', undefined, 'other_scope'],
    [{ inquiryTypeIds: ['refund'] }, 'agent', undefined, 'other_type'],
    [{ inquiryTypeIds: ['refund'] }, 'customer', 'delivery', 'other_type'],
    [{ inquiryTypeIds: ['refund'] }, 'customer', 'refund', null],
  ] as const)(
    'given a field with %j, then %s of type %s sees why it is not there: %s',
    (over, viewer, type, absence) => {
      expect(absenceOf(aFieldView(over as never), viewer, 'care', type)).toBe(absence);
    },
  );

  it('says of what is typed what the rules of the desk say of it', () => {
    const fields = [
      aFieldView({ code: 'order', required: true }),
      aFieldView({ code: 'day', type: 'date' }),
      aFieldView({ code: 'short', maxLength: 3 }),
      aFieldView({ code: 'hint', type: 'caption' }),
    ];
    const check = (values: Record<string, string>) =>
      Object.fromEntries(checkPreview(fields, new Map(Object.entries(values)), 'customer', 'care', undefined));
    expect(check({})).toEqual({ order: FIELD_FAULTS.required });
    expect(check({ 'order:text': ' ', 'day:date': 'soon', 'short:text': 'long' })).toEqual({
      order: FIELD_FAULTS.required,
      day: VALUE_FAULTS.no_day,
      short: 'At most 3 characters',
    });
    expect(check({ 'order:text': 'A-1', 'day:date': '2026-11-22', 'short:text': 'abc' })).toEqual({});
    // What was typed while the field had another type is not in its input any more.
    expect(check({ 'order:textarea': 'A-1' })).toEqual({ order: FIELD_FAULTS.required });
  });

  it('shows a customer’s texts in their language, else in the service’s', () => {
    const field = aFieldView({
      type: 'radio',
      names: { en: 'Colour', ko: '색' },
      placeholders: { ko: '고르세요' },
      options: [{ code: 'red', names: { ja: '赤' }, active: true }],
    });
    expect(inCustomersLanguage(field, 'ko', 'en', 'en')).toMatchObject({
      names: { en: '색' },
      placeholders: { en: '고르세요' },
      options: [{ names: { en: '赤' } }],
    });
    expect(inCustomersLanguage(field, 'zh', 'en', 'ko').names).toEqual({ ko: 'Colour' });
    expect(inCustomersLanguage(aFieldView(), 'ko', 'en', 'en').placeholders).toEqual({});
  });
});
