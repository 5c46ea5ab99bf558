/**
 * Code page 949, which Korean mail labels EUC-KR: KS X 1001 and, in the gaps of its code, the 8,822 other Hangul
 * syllables. Node's TextDecoder knows only KS X 1001 and silently drops the rest (똠, 펲, 뷁), so the table is built here:
 * they follow in Unicode order.
 */
let table: ReadonlyMap<number, string> | undefined;

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const LOW_TRAILS = [...range(0x41, 0x5a), ...range(0x61, 0x7a)];

const makeTable = (): ReadonlyMap<number, string> => {
  // Added to KS X 1001 in 1998.
  const made = new Map<number, string>([
    [0xa2e6, '€'],
    [0xa2e7, '®'],
  ]);
  const decoder = new TextDecoder('euc-kr');
  for (const lead of range(0xa1, 0xfe)) {
    for (const trail of range(0xa1, 0xfe)) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\ufffd') made.set(lead * 256 + trail, char);
    }
  }
  const standard = new Set(made.values());
  const others = range(0xac00, 0xd7a3)
    .map((code) => String.fromCharCode(code))
    .filter((syllable) => !standard.has(syllable));
  let next = 0;
  for (const lead of range(0x81, 0xc6)) {
    const trails = lead <= 0xa0 ? [...LOW_TRAILS, ...range(0x81, 0xfe)] : [...LOW_TRAILS, ...range(0x81, 0xa0)];
    for (const trail of trails) {
      const syllable = others[next];
      if (syllable === undefined) return made;
      made.set(lead * 256 + trail, syllable);
      next += 1;
    }
  }
  return made;
};

/** Decodes code page 949. With `fatal`, throws at the first invalid byte. */
export const decodeUhc = (bytes: Uint8Array, fatal: boolean): string => {
  table ??= makeTable();
  const out: string[] = [];
  let start = 0;
  const plain = (end: number) => {
    if (end > start) out.push(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1'));
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    plain(at);
    const char = table.get(lead * 256 + (bytes[at + 1] ?? 0));
    if (char === undefined && fatal) throw new TypeError('Not code page 949');
    out.push(char ?? '\ufffd');
    if (char !== undefined) at += 1;
    start = at + 1;
  }
  plain(bytes.length);
  return out.join('');
};
