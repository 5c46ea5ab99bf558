import type { Candidate } from './personal-span.ts';
import { isOfThing, type LabelledText } from './labelled-text.ts';
import { scanShape } from './scan-shape.ts';

const V4 = /(?<![\w.]|\d-|[a-z]\/)\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d|-\d)/g;
const GROUP = '[0-9a-f]{0,4}';
/** An address may follow `ip:`, but no other hexadecimal group. */
const V6 = new RegExp(
  `(?<![0-9a-z_.]|(?<![a-z0-9])[0-9a-f]{0,4}:)${GROUP}(?::${GROUP}){2,8}(?:\\.\\d{1,3}){0,3}(?![\\w:]|\\.\\d)`,
  'g',
);

const octets = (quad: string): readonly number[] | undefined => {
  const parts = quad.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
    ? parts.map(Number)
    : undefined;
};

/** Addresses of RFC 1918, which many homes share: personal only when the text mentions an IP. */
const isPrivate = ([a, b]: readonly number[]): boolean =>
  a === 10 || (a === 192 && b === 168) || (a === 172 && b! >= 16 && b! <= 31);

/** 1.5.0.10 and 131.0.0.0 are more often versions than addresses. */
const looksLikeVersion = (parts: readonly number[]): boolean =>
  (parts[0]! < 10 && parts.filter((part) => part < 10).length >= 3) || parts.slice(1).every((part) => part === 0);

/** Whether it is IPv6 (RFC 4291 §2.2) with at least three groups, so that `::1` or `a::b` in code don't match. */
const isV6 = (address: string): boolean => {
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const quad = groups.at(-1)?.includes('.') === true ? groups.pop() : undefined;
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/.test(group)) || (quad !== undefined && octets(quad) === undefined))
    return false;
  const length = groups.length + (quad === undefined ? 0 : 2);
  return halves.length === 2 ? length >= 3 && length <= 7 : length === 8;
};

/**
 * IPv4 and IPv6 addresses; not loopback, netmasks or whole networks, nor versions and section numbers of four parts.
 */
export const findIpAddresses = (reading: LabelledText): Candidate[] => {
  const labelled = (start: number) => reading.before(start)?.meaning === 'ip';
  const v4 = scanShape<Candidate>(V4, reading.text, (match, start) => {
    const parts = octets(match);
    if (parts === undefined || parts[0] === 0 || parts[0] === 127 || parts[0] === 255 || isOfThing(reading, start))
      return undefined;
    if (!labelled(start) && isPrivate(parts)) return undefined;
    if (
      !labelled(start) &&
      (looksLikeVersion(parts) ||
        /^ ?(?:버전|version|절|항|조(?![가-힣]))/.test(
          reading.text.slice(start + match.length, start + match.length + 9),
        ))
    )
      return undefined;
    return { kind: 'ip', start, end: start + match.length, labelled: labelled(start) };
  });
  const v6 = scanShape<Candidate>(V6, reading.text, (match, start) =>
    isV6(match) || (labelled(start) && /^[0-9a-f]{3,4}::[0-9a-f]{1,4}$/.test(match))
      ? { kind: 'ip', start, end: start + match.length, labelled: labelled(start) }
      : undefined,
  );
  return [...v4, ...v6];
};
