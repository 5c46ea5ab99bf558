import type { FieldView } from '../../../web/src/desk/api/service-queries.ts';

/** A text field of a service, as the console reads it. */
export const aFieldView = (over: Partial<FieldView> = {}): FieldView => ({
  code: 'cause',
  version: 1,
  scope: 'customer',
  type: 'text',
  names: { en: 'Cause', ko: '원인' },
  placeholders: {},
  required: false,
  exposure: { agent: true, customer: true },
  encrypted: false,
  options: [],
  maxLength: null,
  order: 0,
  inquiryTypeIds: [],
  active: true,
  deleted: false,
  ...over,
});
