import type { Field } from '../../shared/domain/desk/field.ts';

type Over<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A text field for agents of `support`; a property given as undefined is left out. */
export const aField = (over: Over<Field> = {}): Field =>
  Object.fromEntries(
    Object.entries({
      serviceId: 'support',
      code: 'order_number',
      version: 1,
      scope: 'agent',
      type: 'text',
      names: { en: 'Order number' },
      placeholders: {},
      required: false,
      exposure: { agent: true, customer: false },
      encrypted: false,
      options: [],
      order: 0,
      inquiryTypeIds: [],
      active: true,
      deleted: false,
      ...over,
    }).filter(([, value]) => value !== undefined),
  ) as Field;

export const OPTIONS: Field['options'] = [
  { code: 'red', names: { en: 'Red', ko: '빨강' }, active: true },
  { code: 'green', names: { en: 'Green' }, active: true },
  { code: 'grey', names: { en: 'Grey' }, active: false },
];
