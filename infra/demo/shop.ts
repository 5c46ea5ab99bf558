import {
  SHOP_CUSTOMERS,
  startCustomerInformation,
  type CustomerInformationSimulator,
} from '../../test/simulators/customer-information/start-customer-information.ts';
import { outsideReceivers } from '../../test/simulators/outside-receivers/start-outside-receivers.ts';
import { CUSTOMERS, demoCustomer, RARE_CUSTOMERS } from './people.ts';
import { simulatorsCertificate } from './simulators.ts';

/** What the shop's API and the demo's desk share to sign calls: as little a secret as the demo's passwords. */
export const SHOP_KEY = 'handover-demo-shop';

const DAY = 24 * 60 * 60 * 1000;
const GRADES = ['Silver', 'Gold', 'Silver', 'VIP', 'Bronze'] as const;

/** A number as tickets have it, with its country code: Korean ones are written without. */
const international = (phone: string) => `+${phone.replace(/^0/, '82').replaceAll(/\D/g, '')}`;

/** What the shop knows of the demo's customers; all of them have bought something in the last weeks. */
export const shopCustomers = (now: Date): readonly Readonly<Record<string, string>>[] => [
  ...[...Array.from({ length: CUSTOMERS }, (_, index) => demoCustomer(index)), ...Object.values(RARE_CUSTOMERS)].map(
    ({ name, email, phone }, index) => ({
      memberId: `shop-${String(2001 + index)}`,
      name,
      email,
      phone: international(phone),
      grade: GRADES[index % GRADES.length]!,
      orders: String(1 + ((index * 7) % 23)),
      lastOrder: new Date(now.getTime() - (2 + ((index * 5) % 40)) * DAY).toISOString().slice(0, 10),
    }),
  ),
  ...SHOP_CUSTOMERS,
];

/**
 * Starts the API that the demo's service asks about its customers; at the same port are receivers for triggers
 * (`/calls`, and `/services/…` for messenger notices).
 */
export const startShop = (port: number): Promise<CustomerInformationSimulator> =>
  startCustomerInformation({
    port,
    key: SHOP_KEY,
    customers: shopCustomers(new Date()),
    tls: simulatorsCertificate(),
    beside: outsideReceivers().take,
  });
