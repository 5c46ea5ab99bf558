import { createField, editField } from '../../../../../shared/contracts/http/fields.ts';
import { FIELD_TYPES } from '../../../../../shared/domain/desk/field.ts';
import {
  bodyOfChange,
  bodyOfNew,
  fieldView,
  newFieldValues,
  valuesOf,
  type FieldValues,
} from '../../../../../web/src/admin/fields/field-form-values.ts';
import { aFieldView } from '../../../support/field-views.ts';

const OPTIONS = [
  { code: 'red', names: { en: 'Red' }, active: true },
  { code: 'grey', names: { en: 'Grey' }, active: false },
];
/** Everything that a form can hold at once, since a type is chosen back and forth. */
const filled: FieldValues = {
  ...newFieldValues('customer', 'refund'),
  code: 'cause',
  names: { en: 'Cause' },
  placeholders: { en: 'For example' },
  required: true,
  encrypted: true,
  options: OPTIONS.map((option, index) => ({ ...option, key: `:${index}` })),
  maxLength: 20,
};

describe('the form of a field', () => {
  it('shows what is stored, and makes the same field of it', () => {
    const field = aFieldView({ type: 'radio', options: OPTIONS, inquiryTypeIds: ['refund'], version: 3, order: 4 });
    expect(fieldView(valuesOf(field), 3, 4)).toEqual(field);
    expect(valuesOf(field)).toMatchObject({
      exposure: ['agent', 'customer'],
      options: [{ key: 'red' }, { key: 'grey' }],
    });
  });

  it.each(FIELD_TYPES)(
    'makes a body of a new %s that its contract takes, whatever was typed for other types',
    (type) => {
      const body = bodyOfNew({ ...filled, type });
      expect(createField.body.safeParse(body).error).toBeUndefined();
      expect(body).toMatchObject({
        type,
        encrypted: type !== 'caption' && type !== 'file',
        required: type !== 'caption',
        inquiryTypeIds: ['refund'],
      });
      expect(Object.keys(body.placeholders ?? {}).length > 0).toBe(['text', 'textarea', 'dropdown'].includes(type));
      expect((body.options ?? []).length > 0).toBe(['checkbox', 'dropdown', 'radio'].includes(type));
      expect('maxLength' in body).toBe(type === 'text' || type === 'textarea');
    },
  );

  it('given one for agents, then it is on every ticket and in no customer’s form', () => {
    expect(bodyOfNew({ ...filled, scope: 'agent' })).toMatchObject({
      exposure: { agent: true, customer: false },
      inquiryTypeIds: [],
    });
  });

  it.each([
    [{ maxLength: null }, { maxLength: null }],
    [{ exposure: ['customer'] as const }, { exposure: { agent: false, customer: true } }],
    [{ options: filled.options }, { options: OPTIONS }],
    [{ placeholders: {} }, { placeholders: {} }],
  ])('changes %j alone', (changes, body) => {
    const made = bodyOfChange(changes, { ...filled, required: false });
    expect(made).toEqual(body);
    expect(editField.body.safeParse(made).error).toBeUndefined();
  });

  it('given a type without placeholder and length, then what was typed for them is left out', () => {
    expect(
      bodyOfChange({ type: 'date', maxLength: 5, placeholders: { en: 'x' } }, { ...filled, type: 'date' }),
    ).toEqual({
      type: 'date',
    });
  });

  it('given a required field that becomes a caption, then it is required no more', () => {
    expect(bodyOfChange({ type: 'caption' }, { ...filled, type: 'caption' })).toEqual({
      type: 'caption',
      required: false,
    });
  });
});
