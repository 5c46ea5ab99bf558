import { trimEnd, trimStart } from '../../domain/kernel/plain-text.ts';
import { decodeUhc } from './decode-uhc.ts';
import { sniffCharset } from './sniff-charset.ts';

/** Charset labels used in mail that the Encoding Standard doesn't know, reduced to letters and digits. */
const ALIASES: Readonly<Record<string, string>> = {
  utf8mb4: 'utf-8',
  utf8mb3: 'utf-8',
  cp65001: 'utf-8',
  '65001': 'utf-8',
  unicode11utf7: 'utf-7',
  utf7: 'utf-7',
  xunicode20utf7: 'utf-7',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  xwindows949: 'euc-kr',
  windows949: 'euc-kr',
  ksc56011987: 'euc-kr',
  ksc5601: 'euc-kr',
  ksx1001: 'euc-kr',
  ks: 'euc-kr',
  euckr: 'euc-kr',
  korean: 'euc-kr',
  cp936: 'gb18030',
  ms936: 'gb18030',
  windows936: 'gb18030',
  gb2312: 'gb18030',
  gb23121980: 'gb18030',
  xgb2312: 'gb18030',
  gbk: 'gb18030',
  xgbk: 'gb18030',
  euccn: 'gb18030',
  gb: 'gb18030',
  chinesesimplified: 'gb18030',
  cp950: 'big5',
  ms950: 'big5',
  windows950: 'big5',
  xbig5: 'big5',
  big5hkscs: 'big5',
  big5eten: 'big5',
  cnbig5: 'big5',
  chinesebig5: 'big5',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  windows31j: 'shift_jis',
  windows932: 'shift_jis',
  xsjis: 'shift_jis',
  sjis: 'shift_jis',
  shiftjis: 'shift_jis',
  xmscp932: 'shift_jis',
  mskanji: 'shift_jis',
  eucjp: 'euc-jp',
  xeucjp: 'euc-jp',
  cp51932: 'euc-jp',
  eucjpms: 'euc-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  iso2022jpms: 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  jis: 'iso-2022-jp',
  junet: 'iso-2022-jp',
  iso2022kr: 'iso-2022-kr',
  csiso2022kr: 'iso-2022-kr',
  hzgb2312: 'hz-gb-2312',
  hz: 'hz-gb-2312',
  iso88591: 'windows-1252',
  latin1: 'windows-1252',
  cp1252: 'windows-1252',
  iso88598i: 'iso-8859-8',
  iso88598e: 'iso-8859-8',
  tis620: 'windows-874',
  cp874: 'windows-874',
};
/** Labels that name no charset: the charset is guessed from the bytes. */
const SAYS_NOTHING = new Set([
  '',
  'unknown',
  'xunknown',
  'unknown8bit',
  'xunknown8bit',
  '8bit',
  '7bit',
  'binary',
  'default',
  'default_charset',
  'defaultcharset',
  'none',
  'null',
  'any',
  'us',
  'usascii',
  'ascii',
  'ansi',
  'ansix341968',
  'ansix3.41968',
  'xuserdefined',
  'userdefined',
  'charset',
  'iso',
]);

/** TextDecoder's name of a charset that has several labels. */
const standardName = (label: string): string | undefined => {
  if (/^(?:utf-7|iso-2022-kr|hz-gb-2312)$/.test(label)) return label;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'replacement' ? undefined : (ALIASES[encoding.replace(/[^a-z0-9]/g, '')] ?? encoding);
  } catch {
    return undefined;
  }
};

/**
 * Results for labels that were looked up, and their maximum number: looking up an unknown label is slow, and one mail
 * may do it a hundred thousand times.
 */
const asked = new Map<string, string | undefined>();
const REMEMBERED = 500;
const LABEL_LIMIT = 100;

/**
 * The charset of a label under TextDecoder's name, also utf-7, iso-2022-kr and hz-gb-2312; undefined for an unknown
 * label.
 */
export const charsetOf = (label: string | undefined): string | undefined => {
  const written = trimEnd(trimStart((label ?? '').slice(0, LABEL_LIMIT).trim().toLowerCase(), '"\''), '"\';,');
  if (!asked.has(written)) {
    if (asked.size >= REMEMBERED) asked.clear();
    asked.set(written, meaningOf(written));
  }
  return asked.get(written);
};

const meaningOf = (written: string): string | undefined => {
  const letters = written.replace(/[^a-z0-9]/g, '');
  if (SAYS_NOTHING.has(letters)) return undefined;
  const alias = ALIASES[letters];
  if (alias !== undefined) return alias;
  for (const spelling of [written, written.replace(/^x-|^cs/, ''), written.replace(/_/g, '-')]) {
    const name = standardName(spelling);
    if (name !== undefined) return name;
  }
  return undefined;
};

const decodeAs = (bytes: Uint8Array, charset: string, fatal: boolean): string => {
  if (charset === 'utf-7') return decodeUtf7(bytes);
  if (charset === 'euc-kr') return decodeUhc(bytes, fatal);
  if (charset === 'iso-2022-kr') return decodeUhc(unshift(bytes), fatal);
  if (charset === 'hz-gb-2312') return new TextDecoder('gb18030', { fatal }).decode(unHz(bytes));
  return new TextDecoder(charset, { fatal }).decode(charset === 'iso-2022-jp' ? withoutIdleEscapes(bytes) : bytes);
};
/**
 * Removes escapes that switch the charset off and on at once, as joined encoded words have them: the decoder treats
 * them as an attack.
 */
const withoutIdleEscapes = (bytes: Uint8Array) =>
  Buffer.from(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/\x1b[$(][@BIJ](?=\x1b)/g, ''),
    'latin1',
  );

/**
 * Decodes bytes whose charset label may be wrong or missing: the label is used when the bytes fit it, otherwise the
 * charset is guessed. `hint` is a charset used elsewhere in the mail. Never throws; NULs are removed.
 */
export const decodeText = (bytes: Uint8Array, label?: string, hint?: string): string =>
  decodeUnclean(bytes, label, hint).replaceAll('\0', '');

const decodeUnclean = (bytes: Uint8Array, label?: string, hint?: string): string => {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return decodeAs(bytes, marked, false);
  const charset = charsetOf(label);
  // Western fits any bytes, and programs use that label when they don't know better: text that is clearly in another
  // charset is decoded as that.
  if (charset === undefined || charset === 'windows-1252')
    return decodeAs(bytes, sniffCharset(bytes, charset ?? charsetOf(hint)), false);
  try {
    return decodeAs(bytes, charset, true);
  } catch {
    const sniffed = sniffCharset(bytes, charset);
    const lenient = decodeAs(bytes, charset, false);
    const other = decodeAs(bytes, sniffed, false);
    return broken(other) < broken(lenient) / 2 ? other : lenient;
  }
};
const broken = (text: string) => text.split('\ufffd').length - 1;

const byteOrderMark = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
};

/** ISO-2022-KR: the bytes between SO and SI are EUC-KR without its high bits. */
const unshift = (bytes: Uint8Array): Uint8Array => {
  const out: number[] = [];
  let shifted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte === 0x0e) shifted = true;
    else if (byte === 0x0f) shifted = false;
    else if (byte === 0x1b && bytes[at + 1] === 0x24 && bytes[at + 2] === 0x29 && bytes[at + 3] === 0x43) at += 3;
    else {
      if (byte === 0x0a) shifted = false;
      out.push(shifted && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte);
    }
  }
  return Uint8Array.from(out);
};

/** HZ: the bytes between `~{` and `~}` are GB2312 without its high bits. */
const unHz = (bytes: Uint8Array): Uint8Array => {
  const out: number[] = [];
  let shifted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    const next = bytes[at + 1];
    if (byte === 0x7e && next === 0x7b) {
      shifted = true;
      at += 1;
    } else if (byte === 0x7e && next === 0x7d) {
      shifted = false;
      at += 1;
    } else if (byte === 0x7e && next === 0x7e && !shifted) {
      out.push(0x7e);
      at += 1;
    } else out.push(shifted && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte);
  }
  return Uint8Array.from(out);
};

const decodeUtf7 = (bytes: Uint8Array): string => {
  if (bytes.some((byte) => byte >= 0x80)) return decodeAs(bytes, sniffCharset(bytes), false);
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/\+([A-Za-z0-9+/]*)-?/g, (_whole, coded: string) => {
      if (coded === '') return '+';
      const units = Buffer.from(coded, 'base64');
      return new TextDecoder('utf-16be').decode(units.subarray(0, units.length - (units.length % 2)));
    });
};

/** Whether the bytes are plain ASCII in every charset. */
export const isSevenBit = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80 && byte !== 0x1b);
