import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { PhoneNumbers } from '../../application/ports/customers.ts';

/** Google's phone number rules in their smallest form: lengths and prefixes of each country. Extensions are dropped. */
export const libPhoneNumbers: PhoneNumbers = {
  knows: (country) => isSupportedCountry(country),
  normalize(phone, country) {
    const number = parsePhoneNumberFromString(phone.normalize('NFKC'), {
      defaultCountry: country as CountryCode,
      extract: false,
    });
    return number?.isPossible() === true ? number.number : undefined;
  },
};
