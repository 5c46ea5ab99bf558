import type { OptionDraft } from '../../../../../web/src/admin/fields/field-form-values.ts';
import { emptyOption, optionsOfLines } from '../../../../../web/src/admin/fields/option-lines.ts';

const red: OptionDraft = { key: 'red', code: 'red', names: { en: 'Red' }, active: true };
const lines = (text: string, present: readonly OptionDraft[] = []) => optionsOfLines(text, ['ko', 'en'], present);

describe('options from lines', () => {
  it('takes a name from each line, in the first language, and makes a code of it', () => {
    expect(lines('Out of stock\n\n  Carrier’s fault \r\nCafé')).toMatchObject([
      { code: 'out-of-stock', names: { ko: 'Out of stock' }, active: true },
      { code: 'carrier-s-fault', names: { ko: 'Carrier’s fault' } },
      { code: 'cafe', names: { ko: 'Café' } },
    ]);
  });

  it('numbers those whose name has no Latin letters, or not only such', () => {
    expect(lines('택배사\n재고 부족\nA등급').map(({ code, names }) => [code, names])).toEqual([
      ['option-1', { ko: '택배사' }],
      ['option-2', { ko: '재고 부족' }],
      ['option-3', { ko: 'A등급' }],
    ]);
  });

  it.each([
    ['carrier\t택배사\tCarrier', 'carrier', { ko: '택배사', en: 'Carrier' }],
    ['carrier\t택배사', 'carrier', { ko: '택배사' }],
    ['carrier\t\tCarrier', 'carrier', { en: 'Carrier' }],
    ['택배사\tCarrier', 'option-1', { ko: '택배사', en: 'Carrier' }],
    ['\tCarrier', 'carrier', { en: 'Carrier' }],
    ['carrier\t\t', 'carrier', { ko: 'carrier' }],
  ])('reads the cells of %j', (line, code, names) => {
    expect(lines(line).map((option) => [option.code, option.names])).toEqual([[code, names]]);
  });

  it('leaves out codes that are taken, and finds others for names', () => {
    expect(lines('red\tRed\nRed\nRed\nblue\tBlue\nblue\tDark blue', [red]).map(({ code }) => code)).toEqual([
      'red-2',
      'red-3',
      'blue',
    ]);
  });

  it('cuts a name to what a name may be, and a code to what a code may be', () => {
    const [option] = lines('x'.repeat(300));
    expect(option!.names.ko).toHaveLength(100);
    expect(option!.code).toMatch(/^x{36}$/);
  });

  it('gives each a key of its own', () => {
    const first = emptyOption([red]);
    const made = lines('One\nTwo', [red, first]);
    expect(new Set([red, first, ...made, emptyOption([red, first, ...made])].map(({ key }) => key)).size).toBe(5);
    // One in the middle was taken away.
    expect(new Set([red, made[1]!, emptyOption([red, made[1]!])].map(({ key }) => key)).size).toBe(3);
  });
});
