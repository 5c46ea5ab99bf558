import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

export const knowsCountry = (country: string): boolean => isSupportedCountry(country);

export const normalizePhone = (phone: string, country: string): string | undefined => {
  const number = parsePhoneNumberFromString(phone.normalize('NFKC'), {
    defaultCountry: country as CountryCode,
    extract: false,
  });
  return number?.isPossible() === true ? number.number : undefined;
};
