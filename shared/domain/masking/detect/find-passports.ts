import type { Candidate } from './personal-span.ts';
import { isOfThing, type LabelledText } from './labelled-text.ts';
import { scanShape } from './scan-shape.ts';

const LEFT = '(?<![\\w#@/-])';
const RIGHT = '(?![\\w@]|[-/.]\\w)';
/** M for several journeys, S for one: eight digits, or since December 2021 three digits, a letter, four digits. */
const KOREAN = new RegExp(`${LEFT}[ms] ?(?:\\d{8}|\\d{3}[a-z]\\d{4})${RIGHT}`, 'g');
/** Of any country (ICAO 9303: at most nine characters), mostly digits. */
const ANY = new RegExp(`${LEFT}(?:[a-z]{1,2} ?)?\\d[a-z0-9]{5,8}${RIGHT}`, 'g');

/** Passport numbers: Korean ones by their format, others with a label before them. */
export const findPassports = (reading: LabelledText): Candidate[] => {
  const labelled = (start: number) => reading.before(start)?.meaning === 'passport';
  const korean = scanShape<Candidate>(KOREAN, reading.numbers, (match, start) =>
    isOfThing(reading, start)
      ? undefined
      : { kind: 'passport', start, end: start + match.length, labelled: labelled(start) },
  );
  const others = scanShape<Candidate>(ANY, reading.numbers, (match, start) => {
    const code = match.replace(' ', '');
    return code.length <= 9 && code.replace(/\D/g, '').length >= 5 && !/^(?:19|20)\d{6}$/.test(code) && labelled(start)
      ? { kind: 'passport', start, end: start + match.length, labelled: true }
      : undefined;
  });
  return [...korean, ...others];
};
