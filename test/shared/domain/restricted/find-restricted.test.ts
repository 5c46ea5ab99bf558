import fc from 'fast-check';
import { findRestricted, MATCHES_LIMIT, wordTreeOf } from '../../../../shared/domain/restricted/find-restricted.ts';

const WORDS = [
  '바보',
  '시발',
  '새끼',
  '꺼져',
  '닭대가리',
  '와이로',
  'damn',
  'gros mot',
  'バカ',
  'ガス抜き',
  '傻瓜',
  'ㅅㅂ',
  'vip고객',
  'ab12',
  '놈',
];
const TREE = wordTreeOf(WORDS);
const found = (text: string, ...words: string[]) =>
  findRestricted(words.length === 0 ? TREE : wordTreeOf(words), text).map(({ start, end, word }) => [word, start, end]);
const writtenIn = (text: string, ...words: string[]) =>
  findRestricted(words.length === 0 ? TREE : wordTreeOf(words), text).map(({ written }) => written);

// Each letter in the forms that it is disguised in, told by Unicode's own tables and not by ours.
const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const FINALS = [...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'];
const compatible = (jamo: string) => {
  const code = jamo.codePointAt(0)!;
  return code >= 0x11a8
    ? FINALS[code - 0x11a8]!
    : code >= 0x1161
      ? String.fromCodePoint(0x314f + code - 0x1161)
      : INITIALS[code - 0x1100]!;
};
const HALF_WIDTH = new Map(
  Array.from({ length: 0xffdc - 0xff61 + 1 }, (_, i) => String.fromCodePoint(0xff61 + i)).map((half) => [
    half.normalize('NFKC'),
    half,
  ]),
);
const halfWidth = (char: string) => HALF_WIDTH.get(char.normalize('NFKC')) ?? char;
const fullWidth = (char: string) => (/[!-~]/.test(char) ? String.fromCodePoint(char.codePointAt(0)! + 0xfee0) : char);
const formsOf = (char: string): readonly string[] => {
  if (/[가-힣]/.test(char)) {
    const apart = [...char.normalize('NFD')].map(compatible);
    return [
      char,
      char.normalize('NFD'),
      apart.join(''),
      apart.map(halfWidth).join(''),
      apart.join('\u200b'),
      apart.join(' '),
      `${char}\u0336`,
    ];
  }
  if (/[ァ-ヶ]/.test(char))
    return [
      char,
      [...char.normalize('NFD')].map((part) => (part === '\u3099' ? 'ﾞ' : halfWidth(part))).join(''),
      char.normalize('NFD'),
    ];
  return [char, char.toUpperCase(), fullWidth(char), fullWidth(char.toUpperCase()), halfWidth(char), `${char}\u0336`];
};
const between = fc.constantFrom(
  '',
  '',
  '',
  ' ',
  '  ',
  '\u00a0',
  '\u3000',
  '\u200b',
  '\u200d\u2060',
  '\ufeff',
  '\u00ad',
  '\u3164',
  '\ufe0f',
  '.',
  '*',
  '-',
  '_',
  '~',
  '★',
  '.. ',
  ', ',
  '/',
  '\t',
);
const disguised = fc.constantFrom(...WORDS).chain((word) => {
  const letters = [...word.replaceAll(' ', '')].map((char) => fc.constantFrom(...formsOf(char)));
  return fc
    .tuple(
      fc.constant(word),
      fc.tuple(...letters),
      fc.array(between, { minLength: letters.length, maxLength: letters.length }),
    )
    .map(([name, parts, gaps]) => ({
      word: name,
      written: parts.map((part, i) => (i === 0 ? part : gaps[i]! + part)).join(''),
    }));
});
const honest = fc.constantFrom(
  '',
  '고객님 ',
  'Dear customer, ',
  '(주) ',
  '2018년 11월 ',
  'お客様\u3000',
  'e\u0301te\u0301 ',
  '😀 ',
  '감사합니다.\n',
);

describe('given any restricted word in disguise', () => {
  it('is found at its place and nothing else is', () => {
    fc.assert(
      fc.property(disguised, honest, honest, ({ word, written }, before, after) => {
        expect(findRestricted(TREE, `${before}${written} ${after}`)).toEqual([
          { start: before.length, end: before.length + written.length, word, written },
        ]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['바보', '바보'],
    ['나는바보야', '바보'],
    ['바​보', '바​보'],
    ['ㅂㅏㅂㅗ', 'ㅂㅏㅂㅗ'],
    ['바ㅂㅗㅋㅋㅋ', '바ㅂㅗ'],
    ['바 보ㅠㅠ', '바 보'],
    ['ﾊﾞｶ', 'ﾊﾞｶ'],
    ['DＡm n!', 'DＡm n'],
    ['시*발놈', '시*발'],
    ['GROS-MOT', 'GROS-MOT'],
    ['ㅅㅂㅠㅠ', 'ㅅㅂ'],
    ['你是傻 瓜吗', '傻 瓜'],
    ['VIP고객께', 'VIP고객'],
    ['달ㄱ대가리', '달ㄱ대가리'],
    ['오ㅏ이로', '오ㅏ이로'],
  ])('%j has %j', (text, written) => {
    expect(writtenIn(text)[0]).toBe(written);
  });
});

describe('given an honest text', () => {
  it.each([
    ['다시 발송해 드리겠습니다', '시발'],
    ['결제 시 발급됩니다', '시발'],
    ['취소 시(발송 전)에는', '시발'],
    ['도시/발전소', '시발'],
    ['시바라', '시발'],
    ['네, 고객님', '네고'],
    ['박스에 담아', '바'],
    ['밥오', '바보'],
    ['달가스', '닭'],
    ['각가지', '가까'],
    ['classic assistance, as soon as', 'ass'],
    ['in 2018 and 1,800', '18'],
    ['résumé', 'resume'],
    ['웃바구니', 'ㅅㅂ'],
    ['そうですか。もちろん', 'かも'],
    ['が', 'か'],
    ['바 ...................... 보', '바보'],
  ])('%j does not say %j', (text, word) => {
    expect(found(text, word)).toEqual([]);
    expect(found(text.normalize('NFD'), word)).toEqual([]);
  });

  it('written in syllables, whole or decomposed, says exactly what a plain search finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'바보밥박오봅ㅋ', '바보', ' 끝. ')),
        fc.constantFrom('NFC', 'NFD'),
        (parts, form) => {
          const text = parts.join('').normalize(form);
          const word = '바보'.normalize(form);
          const syllable = form === 'NFC' ? [word] : [`${word}(?![\\u1161-\\u1175\\u11a8-\\u11c2])`];
          const expected = [...text.matchAll(new RegExp(syllable[0]!, 'gu'))].map(({ index }) => [
            '바보',
            index,
            index + word.length,
          ]);
          expect(found(text, '바보')).toEqual(expected);
        },
      ),
    );
  });

  it('in other letters than the words have says none of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'qwzQWZ,. \u200b가각난😀漢字ひ5ﬁ①é') }), (text) => {
        expect(findRestricted(TREE, text)).toEqual([]);
      }),
    );
  });
});

describe('given several words', () => {
  it('tells of each, the longest of those that begin at one place, and none inside another', () => {
    expect(found('바보 같은 새끼, 바보', '바보', '바보 같은', '같은', '새끼')).toEqual([
      ['바보 같은', 0, 5],
      ['새끼', 6, 8],
      ['바보', 10, 12],
    ]);
  });

  it('tells of those that overlap', () => {
    expect(found('가나다라', '가나다', '다라')).toEqual([
      ['가나다', 0, 3],
      ['다라', 2, 4],
    ]);
  });

  it('tells of a hundred at most', () => {
    expect(found('바보 '.repeat(500))).toHaveLength(MATCHES_LIMIT);
  });
});

it('goes across no break, but up to it', () => {
  expect(findRestricted(TREE, '바보', [1])).toEqual([]);
  expect(findRestricted(TREE, '바보바보', [2])).toHaveLength(2);
});

it('takes less than two seconds for 200 KB and a thousand words, however alike they are', () => {
  const alike = wordTreeOf(Array.from({ length: 1000 }, (_, i) => `${'a '.repeat(i % 25)}${'a'.repeat(i % 50)}b`));
  const hangul = wordTreeOf(Array.from({ length: 1000 }, (_, i) => `${'바'.repeat(i % 49)}보`));
  for (const [tree, text] of [
    [alike, 'a'.repeat(200_000)],
    [alike, 'a '.repeat(100_000)],
    [alike, 'a*'.repeat(100_000)],
    [hangul, '바'.repeat(100_000)],
    [hangul, '바'.repeat(60_000).normalize('NFD')],
  ] as const) {
    const begun = performance.now();
    expect(findRestricted(tree, text)).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(2000);
  }
});
