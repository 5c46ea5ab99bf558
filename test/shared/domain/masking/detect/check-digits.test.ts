import fc from 'fast-check';
import {
  passesCorporateCheck,
  passesLuhn,
  passesMod97,
  passesResidentCheck,
} from '../../../../../shared/domain/masking/detect/check-digits.ts';

const digits = (count: number) =>
  fc.array(fc.nat(9), { minLength: count, maxLength: count }).map((each) => each.join(''));
const LAST = [...'0123456789'];

describe('check digits', () => {
  it.each(['4111111111111111', '5555555555554444', '378282246310005', '30569309025904', '6011111111111117'])(
    'Luhn takes the test card %s',
    (card) => {
      expect(passesLuhn(card)).toBe(true);
    },
  );

  it('Luhn takes one last digit of ten', () => {
    fc.assert(
      fc.property(digits(15), (front) => {
        expect(LAST.filter((last) => passesLuhn(front + last))).toHaveLength(1);
      }),
    );
  });

  it('resident numbers and those of companies have one last digit of ten; a foreigner’s is two further', () => {
    fc.assert(
      fc.property(digits(6), digits(5), (date, middle) => {
        const last = (sex: string) => LAST.filter((each) => passesResidentCheck(date + sex + middle + each));
        expect(last('1')).toHaveLength(1);
        expect(last('5')).toHaveLength(1);
        expect(LAST.filter((each) => passesCorporateCheck(`${date}0${middle}${each}`))).toHaveLength(1);
      }),
    );
    expect(passesResidentCheck('8503141042312')).toBe(true);
    expect(passesResidentCheck('8808175100123')).toBe(true);
    expect(passesCorporateCheck('1101113123455')).toBe(true);
  });

  it('mod 97 notices each wrong digit', () => {
    expect(passesMod97('gb82west12345698765432')).toBe(true);
    fc.assert(
      fc.property(fc.nat({ max: 13 }), fc.integer({ min: 1, max: 9 }), (at, step) => {
        const number = '12345698765432';
        const changed = number.slice(0, at) + String((Number(number[at]) + step) % 10) + number.slice(at + 1);
        expect(passesMod97(`gb82west${changed}`)).toBe(false);
      }),
    );
  });
});
