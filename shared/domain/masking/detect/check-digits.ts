const sum = (digits: string, weigh: (digit: number, i: number) => number): number => {
  let total = 0;
  for (let i = 0; i < digits.length; i++) total += weigh(digits.charCodeAt(i) - 48, i);
  return total;
};

/** Luhn (ISO/IEC 7812-1 annex B): payment cards. */
export const passesLuhn = (digits: string): boolean =>
  sum(digits, (digit, i) => ((digits.length - i) % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit)) %
    10 ===
  0;

const RESIDENT_WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/**
 * The check digit of Korean resident numbers issued before October 2020; for foreigners (seventh digit 5 to 8) it is
 * shifted by two.
 */
export const passesResidentCheck = (digits: string): boolean => {
  const base = 11 - (sum(digits.slice(0, 12), (digit, i) => digit * RESIDENT_WEIGHTS[i]!) % 11);
  const foreigner = digits[6]! >= '5' && digits[6]! <= '8';
  return (base + (foreigner ? 2 : 0)) % 10 === Number(digits[12]);
};

/** The check digit of Korean corporate registration numbers, which look like resident numbers. */
export const passesCorporateCheck = (digits: string): boolean =>
  (10 - (sum(digits.slice(0, 12), (digit, i) => digit * (i % 2 === 0 ? 1 : 2)) % 10)) % 10 === Number(digits[12]);

/**
 * ISO 7064 mod 97-10 for IBANs: the first four characters move to the end, letters count as 10 to 35. `iban` is lower
 * case without spaces.
 */
export const passesMod97 = (iban: string): boolean => {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};
