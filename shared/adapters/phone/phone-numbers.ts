import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { PhoneNumbers } from '../../application/ports/customers.ts';

/** Google's rules in their smallest form: lengths and prefixes of each country. An extension is left out. */
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
