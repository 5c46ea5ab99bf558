import fc from 'fast-check';
import { foldText } from '../../../../../shared/domain/masking/detect/fold-text.ts';

describe('folding', () => {
  it('makes one spelling of look-alikes and leaves out what nobody sees', () => {
    expect(foldText('ＡＢ０１－３\u00a0\u200b4️⃣𝟓–６ 가É').text).toBe('ab01-3 45-6 가É');
  });

  it('ends a line at each break', () => {
    expect(foldText('abcd', [0, 2, 2, 4]).text).toBe('\nab\ncd');
  });

  it('knows where each character stood', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(30)), (text, at) => {
        const {
          text: folded,
          starts,
          ends,
        } = foldText(
          text,
          at.toSorted((a, b) => a - b),
        );
        let last = 0;
        for (let i = 0; i < folded.length; i++) {
          expect(starts[i]).toBeGreaterThanOrEqual(last);
          expect(ends[i]! - starts[i]!).toBe(
            folded[i] === '\n' && text[starts[i]!] !== '\n' ? 0 : text.codePointAt(starts[i]!)! > 0xffff ? 2 : 1,
          );
          last = ends[i]!;
        }
      }),
    );
  });
});
