import { readReference } from './html-text.ts';
import { decodePunycode } from './punycode.ts';

/** Maximum nested encodings: trackers wrap links into links. */
const LAYERS = 4;

/** Decodes character references. */
export const decodeReferences = (value: string): string => {
  if (!value.includes('&')) return value;
  let out = '';
  for (let at = 0; at < value.length;) {
    const reference = value[at] === '&' ? readReference(value, at) : undefined;
    out += reference?.text ?? value[at]!;
    at = reference?.end ?? at + 1;
  }
  return out;
};

/** Decodes `%XX` as UTF-8; invalid sequences stay unchanged. */
const decodePercent = (value: string): string =>
  value.replace(/(?:%[\da-fA-F]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.split('%').slice(1), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(bytes);
  });

/** Decodes CSS escapes (`\6b `). */
const decodeCss = (value: string): string =>
  value.replace(
    /\\(?:([\da-fA-F]{1,6})\s?|([^\n\r]))/g,
    (_whole, hex: string | undefined, char: string | undefined) => {
      if (hex === undefined) return char ?? '';
      const code = Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );

/** Decodes host names (`xn--…`). */
const decodeHosts = (value: string): string =>
  value.replace(/xn--([a-z\d-]{1,63})/gi, (whole, label: string) => decodePunycode(label.toLowerCase()) ?? whole);

/** One decoding step of each kind. */
const STEPS: readonly ((value: string) => string)[] = [decodeReferences, decodePercent, decodeHosts, decodeCss];
const decodedOnce = (value: string): string => STEPS.reduce((decoded, step) => step(decoded), value);

/**
 * A value as written and after each decoding that URLs, attributes and styles use, also nested. Each once; nine at
 * most.
 */
export const readingsOf = (value: string): readonly string[] => {
  const readings = new Set([value, ...STEPS.map((step) => step(value))]);
  let decoded = value;
  for (let layer = 0; layer < LAYERS; layer += 1) readings.add((decoded = decodedOnce(decoded)));
  return [...readings];
};

const BASE64 = /[A-Za-z0-9+/_-]{6,}/g;
const HEX = /[\da-fA-F]{8,}/g;
const SIX_BITS = (() => {
  const values = new Int8Array(128).fill(-1);
  for (const [index, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
    values[char.charCodeAt(0)] = index;
  values['-'.charCodeAt(0)] = 62;
  values['_'.charCodeAt(0)] = 63;
  return values;
})();

const fromBase64 = (run: string, from: number): string => {
  const bytes = new Uint8Array(Math.floor(((run.length - from) * 3) / 4));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let at = from; at < run.length; at += 1) {
    bits = ((bits << 6) | SIX_BITS[run.charCodeAt(at)]!) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[length] = (bits >> held) & 0xff;
      length += 1;
    }
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
};
const fromHex = (run: string, from: number): string =>
  new TextDecoder().decode(
    Uint8Array.from({ length: (run.length - from) >> 1 }, (_, index) =>
      Number.parseInt(run.slice(from + index * 2, from + index * 2 + 2), 16),
    ),
  );

/**
 * Texts encoded in a value as Base64 or hexadecimal bytes, decoded from every offset of a group, since the characters
 * before may belong to the same alphabet.
 */
export const encodedTexts = (value: string): readonly string[] => [
  ...[...value.matchAll(BASE64)].flatMap(([run]) => [0, 1, 2, 3].map((from) => fromBase64(run, from))),
  ...[...value.matchAll(HEX)].flatMap(([run]) => [0, 1].map((from) => fromHex(run, from))),
];

/** The bytes of a `data:` URL decoded as text; undefined for other values. */
export const dataUrlText = (value: string): string | undefined => {
  const comma = /^\s*data:[^,]{0,200};base64,/i.exec(value)?.[0].length;
  return comma === undefined ? undefined : fromBase64(value.slice(comma).replace(/[^A-Za-z0-9+/_-]+/g, ''), 0);
};
