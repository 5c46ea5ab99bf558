import type { PhoneNumbers } from '../../application/ports/customers.ts';

/** The rules of all countries: loaded with the first number. */
const rules = () => import('./normalize-phone.ts');

/** Google's phone number rules in their smallest form: lengths and prefixes of each country. Extensions are dropped. */
export const libPhoneNumbers: PhoneNumbers = {
  knows: async (country) => (await rules()).knowsCountry(country),
  normalize: async (phone, country) => (await rules()).normalizePhone(phone, country),
};
