/** Digits of a national number, least and most, by country code (ITU E.164; a leading 0 that many write is counted in). Codes that aren't listed: 7 to 12. */
export const NATIONAL_LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  1: [10, 10], 7: [10, 10], 20: [9, 10], 27: [9, 10], 30: [10, 10], 31: [9, 10], 32: [8, 10], 33: [9, 10], 34: [9, 9], 36: [8, 9], 39: [8, 11], 40: [9, 10], 41: [9, 10], 43: [7, 12], 44: [9, 11], 45: [8, 8], 46: [7, 10], 47: [8, 8],
  48: [9, 9], 49: [7, 12], 52: [10, 11], 55: [10, 11], 60: [8, 11], 61: [9, 10], 62: [8, 12], 63: [8, 11], 64: [8, 10], 65: [8, 8], 66: [8, 10], 81: [9, 11], 82: [8, 11], 84: [9, 10], 86: [10, 12], 90: [10, 11], 91: [10, 11], 351: [9, 9], 353: [7, 10],
  358: [7, 11], 420: [9, 9], 852: [8, 8], 853: [8, 8], 855: [8, 10], 880: [10, 11], 886: [8, 10], 966: [8, 10], 971: [8, 10], 972: [8, 10], 976: [8, 8], 977: [8, 10], 998: [9, 9],
};
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** The country code that digits begin with (codes are prefix-free: 1 and 7, then two digits, else three). */
export const countryCodeOf = (digits: string): string => digits.slice(0, /^[17]/.test(digits) ? 1 : TWO_DIGITS.test(digits) ? 2 : 3);
