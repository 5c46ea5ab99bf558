import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** Whether there are rules for numbers of this country (ISO 3166-1). */
export const knowsCountry = (country: string): boolean => isSupportedCountry(country);

/** The number in E.164; undefined for one that is impossible. */
export const normalizePhone = (phone: string, country: string): string | undefined => {
  const number = parsePhoneNumberFromString(phone.normalize('NFKC'), {
    defaultCountry: country as CountryCode,
    extract: false,
  });
  return number?.isPossible() === true ? number.number : undefined;
};
