import { readReference } from './html-text.ts';
import { punycodeDecoded } from './punycode.ts';

/** How often one encoding may lie within itself: links are wrapped into links of trackers. */
const LAYERS = 4;

/** Character references decoded. */
export const referencesDecoded = (value: string): string => {
  if (!value.includes('&')) return value;
  let out = '';
  for (let at = 0; at < value.length;) {
    const reference = value[at] === '&' ? readReference(value, at) : undefined;
    out += reference?.text ?? value[at]!;
    at = reference?.end ?? at + 1;
  }
  return out;
};

/** `%XX` decoded as UTF-8, wherever it is that; anything else stays as it is. */
const percentDecoded = (value: string): string =>
  value.replace(/(?:%[\da-fA-F]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.split('%').slice(1), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(bytes);
  });

/** Escapes of CSS (`\6b `) decoded. */
const cssDecoded = (value: string): string =>
  value.replace(
    /\\(?:([\da-fA-F]{1,6})\s?|([^\n\r]))/g,
    (_whole, hex: string | undefined, char: string | undefined) => {
      if (hex === undefined) return char ?? '';
      const code = Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );

/** Names of hosts (`xn--…`) as they are read. */
const hostsDecoded = (value: string): string =>
  value.replace(/xn--([a-z\d-]{1,63})/gi, (whole, label: string) => punycodeDecoded(label.toLowerCase()) ?? whole);

/** A step of each kind that leads from what is written to what it says. */
const STEPS: readonly ((value: string) => string)[] = [referencesDecoded, percentDecoded, hostsDecoded, cssDecoded];
const decodedOnce = (value: string): string => STEPS.reduce((decoded, step) => step(decoded), value);

/**
 * All that a value says when it is read as it stands and by the encodings that addresses, attributes and styles use,
 * one within another too. None twice; nine at most.
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
 * Texts that stand in a value as Base64 or as hexadecimal bytes: from whichever character they begin, since what stands
 * before may look alike.
 */
export const packedTexts = (value: string): readonly string[] => [
  ...[...value.matchAll(BASE64)].flatMap(([run]) => [0, 1, 2, 3].map((from) => fromBase64(run, from))),
  ...[...value.matchAll(HEX)].flatMap(([run]) => [0, 1].map((from) => fromHex(run, from))),
];

/** What the bytes of a `data:` address say, as far as they are text. */
export const carriedText = (value: string): string | undefined => {
  const comma = /^\s*data:[^,]{0,200};base64,/i.exec(value)?.[0].length;
  return comma === undefined ? undefined : fromBase64(value.slice(comma).replace(/[^A-Za-z0-9+/_-]+/g, ''), 0);
};
