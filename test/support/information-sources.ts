import type { InformationSource } from '../../shared/domain/customer-information/information-source.ts';

/** A source that asks by the customer's e-mail address and shows two values. */
export const aSource = (over: Partial<InformationSource> = {}): InformationSource => ({
  serviceId: 'support',
  sourceId: 'inf_1',
  version: 1,
  name: 'Shop',
  baseUrl: 'https://api.example.com/customers',
  request: [{ variable: 'email', from: { kind: 'customer', property: 'email' } }],
  results: [
    { label: 'Grade', key: 'grade' },
    { label: 'Orders', key: 'orders' },
  ],
  channels: [],
  active: true,
  order: 0,
  ...over,
});
