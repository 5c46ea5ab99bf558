import type { Candidate } from './personal-span.ts';
import type { LabelledText } from './labelled-text.ts';
import { scanShape } from './scan-shape.ts';

/** RFC 5321 §4.5.3.1.1. */
const LOCAL_MAX = 64;
const AT = /@|[[(] ?at ?[\])]|골뱅이/g;
const LOCAL_CHAR = /[a-z0-9._%+'!#$&*=?^`{|}~/-]/;
/** Characters that may surround an address in prose: quotes, `name=`, slashes of a list. */
const LEADING = /^[^a-z0-9_]*(?:[^@]*[=/|])?[^a-z0-9_]*/;
const DOMAIN = /[a-z0-9-]{1,63}(?:(?:\.| ?[[(] ?dot ?[\])] ?)[a-z0-9-]{1,63}){1,6}/y;
const FILE_ENDINGS = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'svg',
  'webp',
  'bmp',
  'pdf',
  'css',
  'js',
  'ts',
  'html',
  'json',
  'xml',
  'local',
  'localhost',
  'invalid',
]);
/** Addresses that no person reads, and the user of git servers. */
const NOBODY = /^(?:no-?reply|do-?not-?reply|mailer-daemon|bounces?|git)$/;

const spaceBefore = (text: string, at: number): number => (text[at - 1] === ' ' ? at - 1 : at);

/**
 * E-mail addresses, also with `(at)`, `골뱅이` and `(dot)`. The search starts at the at sign, so that text without one
 * costs nothing.
 */
export const findEmails = ({ text, before }: LabelledText): Candidate[] =>
  scanShape<Candidate>(AT, text, (sign, at) => {
    const localEnd = spaceBefore(text, at);
    let start = localEnd;
    while (start > 0 && localEnd - start <= LOCAL_MAX && LOCAL_CHAR.test(text[start - 1]!)) start--;
    if (localEnd - start > LOCAL_MAX) return undefined;
    start += LEADING.exec(text.slice(start, localEnd))![0].length;
    const local = text.slice(start, localEnd);
    if (local === '' || local.endsWith('.') || local.includes('..') || NOBODY.test(local)) return undefined;
    const domainStart = at + sign.length + (text[at + sign.length] === ' ' ? 1 : 0);
    // "see you @ example.com" isn't an address; "kim.minsu @ example.com" is.
    if (sign === '@' && domainStart - localEnd > 1 && !/[\d._]/.test(local) && before(start)?.meaning !== 'email')
      return undefined;
    DOMAIN.lastIndex = domainStart;
    const domain = DOMAIN.exec(text)?.[0];
    if (domain === undefined) return undefined;
    const labels = domain.split(/\.| ?[[(] ?dot ?[\])] ?/);
    if (
      !/^[a-z]{2,24}$/.test(labels.at(-1)!) ||
      FILE_ENDINGS.has(labels.at(-1)!) ||
      labels.some((label) => label.startsWith('-') || label.endsWith('-'))
    )
      return undefined;
    return { kind: 'email', start, end: domainStart + domain.length, labelled: true };
  });
