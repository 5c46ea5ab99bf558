/** Charsets that are tried for bytes without a correct label. */
export type SniffedCharset =
  | 'utf-8'
  | 'iso-2022-jp'
  | 'iso-2022-kr'
  | 'hz-gb-2312'
  | 'euc-kr'
  | 'gb18030'
  | 'big5'
  | 'shift_jis'
  | 'euc-jp'
  | 'windows-1252'
  | 'windows-1251'
  | 'koi8-r';

/** Bytes that are examined; more would take longer and change little. */
const SAMPLE_BYTES = 16_384;

/**
 * The meaning of one or two bytes in a charset: their number, and how common the character is (0 to 1); undefined for
 * invalid bytes.
 */
type Reading = { readonly length: 1 | 2; readonly weight: number };
type Reader = (lead: number, trail: number) => Reading | undefined;

const within = (byte: number, first: number, last: number) => byte >= first && byte <= last;
const pair = (weight: number): Reading => ({ length: 2, weight });

/**
 * The most common syllables of Korean text: without them EUC-KR's Hangul and GBK's common Han characters look alike.
 */
const EVERYDAY_HANGUL =
  '이다는에을가의를고하지사은한로도기어리서자시나대으정해인그들일보부아수면과스있전주장여성제것게적구동상유거원니라등않비만모경신요미조세공오생안중된우마간내년치연관데소선바실또트러할드음점무학저와입단방계영습까력위같본화문개국만들출말월행용물산통노차교명금분양절호감파했었습합심진회작속임업받직날던려건목처래식발론배결반외히더야크체설강남북민식당토당행표권재불검터박품종김최황윤송류홍배송객담의답변확인청주문취환예약반품교요뭐왜좋싫너네저희내른길각없많크작새큰높낮먹될됩됐됨았었겠는데까지부터처럼뒤앞옆밖안녕십센티켓코드버튼링크첨파';
const everyday = new Set<number>();
const isEverydayHangul = (lead: number, trail: number): boolean => {
  if (everyday.size === 0) {
    const syllables = new Set(EVERYDAY_HANGUL);
    const decoder = new TextDecoder('euc-kr');
    for (let first = 0xb0; first <= 0xc8; first += 1) {
      for (let second = 0xa1; second <= 0xfe; second += 1)
        if (syllables.has(decoder.decode(Uint8Array.of(first, second)))) everyday.add(first * 256 + second);
    }
  }
  return everyday.has(lead * 256 + trail);
};

/** Weights follow the layout of the code tables: rows of common characters come first. */
const READERS: readonly (readonly [SniffedCharset, Reader])[] = [
  [
    'euc-kr',
    (lead, trail) => {
      if (within(lead, 0xb0, 0xc8) && within(trail, 0xa1, 0xfe)) return pair(isEverydayHangul(lead, trail) ? 1.1 : 0.7);
      if (within(lead, 0xa1, 0xac) && within(trail, 0xa1, 0xfe)) return pair(0.5);
      if (within(lead, 0xca, 0xfd) && within(trail, 0xa1, 0xfe)) return pair(0.25);
      if (
        within(lead, 0x81, 0xc6) &&
        (within(trail, 0x41, 0x5a) || within(trail, 0x61, 0x7a) || within(trail, 0x81, 0xfe))
      )
        return pair(0.35);
      return undefined;
    },
  ],
  [
    'gb18030',
    (lead, trail) => {
      if (within(lead, 0xb0, 0xd7) && within(trail, 0xa1, 0xfe)) return pair(0.9);
      if (within(lead, 0xa1, 0xa3) && within(trail, 0xa1, 0xfe)) return pair(0.6);
      if (within(lead, 0xa4, 0xa5) && within(trail, 0xa1, 0xfe)) return pair(0.5);
      if (within(lead, 0xd8, 0xf7) && within(trail, 0xa1, 0xfe)) return pair(0.3);
      if (within(lead, 0x81, 0xfe) && (within(trail, 0x40, 0x7e) || within(trail, 0x80, 0xfe))) return pair(0.15);
      if (within(lead, 0x81, 0xfe) && within(trail, 0x30, 0x39)) return pair(0.1);
      return undefined;
    },
  ],
  [
    'big5',
    (lead, trail) => {
      const known = within(trail, 0x40, 0x7e) || within(trail, 0xa1, 0xfe);
      if (!known) return undefined;
      if (within(lead, 0xa4, 0xc6)) return pair(0.9);
      if (within(lead, 0xa1, 0xa3)) return pair(0.6);
      if (within(lead, 0xc9, 0xf9)) return pair(0.2);
      return within(lead, 0x87, 0xfe) ? pair(0.1) : undefined;
    },
  ],
  [
    'shift_jis',
    (lead, trail) => {
      const known = within(trail, 0x40, 0x7e) || within(trail, 0x80, 0xfc);
      if (within(lead, 0xa1, 0xdf)) return { length: 1, weight: 0.15 };
      if (!known) return undefined;
      if (lead === 0x82 || lead === 0x83) return pair(1);
      if (within(lead, 0x88, 0x97)) return pair(0.9);
      if (lead === 0x81) return pair(0.8);
      return within(lead, 0x81, 0x9f) || within(lead, 0xe0, 0xfc) ? pair(0.25) : undefined;
    },
  ],
  [
    'euc-jp',
    (lead, trail) => {
      if (lead === 0x8e && within(trail, 0xa1, 0xdf)) return pair(0.2);
      if (lead === 0x8f) return pair(0.1);
      if (!within(trail, 0xa1, 0xfe)) return undefined;
      if (lead === 0xa4 || lead === 0xa5) return pair(1);
      if (within(lead, 0xb0, 0xcf)) return pair(0.88);
      if (within(lead, 0xa1, 0xa3)) return pair(0.6);
      return within(lead, 0xa1, 0xfe) ? pair(0.25) : undefined;
    },
  ],
];

/** A few broken pairs (text cut inside a character) don't exclude a charset. */
const BROKEN_SHARE = 0.02;

const pairScore = (bytes: Uint8Array, read: Reader): number => {
  let high = 0;
  let broken = 0;
  let score = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    const reading = read(lead, bytes[at + 1] ?? 0);
    if (reading === undefined) {
      high += 1;
      broken += 1;
      continue;
    }
    high += reading.length;
    score += reading.weight * reading.length;
    at += reading.length - 1;
  }
  if (high === 0 || broken > Math.max(1, high * BROKEN_SHARE) || broken === high) return 0;
  return (score - broken) / high;
};

/** Accented Latin letters mostly stand alone among ASCII letters; two in a row are possible, three are rare. */
const latinScore = (bytes: Uint8Array): number => {
  let high = 0;
  let score = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    let run = 0;
    while (at + run < bytes.length && bytes[at + run]! >= 0x80) run += 1;
    if (run === 0) continue;
    const letters = bytes
      .subarray(at, at + run)
      .filter(
        (byte) => byte >= 0xc0 || within(byte, 0x91, 0x97) || byte === 0xa0 || byte === 0x80 || byte === 0xdf,
      ).length;
    high += run;
    score += (run === 1 ? 0.8 : run === 2 ? 0.55 : 0.15) * letters + (run <= 2 ? 0.3 : -0.3) * (run - letters);
    at += run - 1;
  }
  return high === 0 ? 0 : score / high;
};

/** Cyrillic: nearly every high byte is a small letter in the charset's own block. */
const cyrillicScore = (bytes: Uint8Array, first: number, last: number): number => {
  const high = bytes.filter((byte) => byte >= 0x80);
  const small = high.filter((byte) => within(byte, first, last)).length / Math.max(1, high.length);
  return high.length >= 6 && small >= 0.7 ? 0.65 + (small - 0.7) : 0;
};

export const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const escapeCharset = (bytes: Uint8Array): SniffedCharset | undefined => {
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    if (bytes[at] === 0x7e && bytes[at + 1] === 0x7b && hasHzEnd(bytes, at)) return 'hz-gb-2312';
    if (bytes[at] !== 0x1b) continue;
    if (bytes[at + 1] === 0x24 && bytes[at + 2] === 0x29 && bytes[at + 3] === 0x43) return 'iso-2022-kr';
    if (bytes[at + 1] === 0x24 || (bytes[at + 1] === 0x28 && (bytes[at + 2] === 0x4a || bytes[at + 2] === 0x49)))
      return 'iso-2022-jp';
  }
  return undefined;
};
/** `~{` alone is ordinary text; followed by pairs of 7-bit codes and `~}` it is HZ. */
const hasHzEnd = (bytes: Uint8Array, from: number): boolean => {
  for (let at = from + 2; at + 1 < bytes.length && at < from + 400; at += 2) {
    if (bytes[at] === 0x7e && bytes[at + 1] === 0x7d) return at > from + 2;
    if (!within(bytes[at]!, 0x21, 0x77) || !within(bytes[at + 1]!, 0x21, 0x7e)) return false;
  }
  return false;
};

/**
 * Guesses the charset of unlabelled bytes. `hint` (the charset of the rest of the mail) decides between similar
 * results. 7-bit text without escapes is utf-8.
 */
export const sniffCharset = (all: Uint8Array, hint?: string): SniffedCharset => {
  const bytes = all.length > SAMPLE_BYTES ? all.subarray(0, SAMPLE_BYTES) : all;
  const escaped = escapeCharset(bytes);
  if (escaped !== undefined) return escaped;
  if (isUtf8(all)) return 'utf-8';
  const scores: (readonly [SniffedCharset, number])[] = [
    ...READERS.map(([charset, read]) => [charset, pairScore(bytes, read)] as const),
    ['windows-1252', latinScore(bytes)],
    ['windows-1251', cyrillicScore(bytes, 0xe0, 0xff)],
    ['koi8-r', cyrillicScore(bytes, 0xc0, 0xdf)],
  ];
  const best = scores
    .map(([charset, score]) => [charset, score + (charset === hint && score > 0.1 ? 0.3 : 0)] as const)
    .reduce((a, b) => (b[1] > a[1] ? b : a));
  return best[1] > 0 ? best[0] : 'windows-1252';
};
