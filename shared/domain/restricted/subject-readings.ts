import { decodeEncodedWords, looksEncoded } from '../mail/encoded-words.ts';
import { plainReading, type Reading } from './reading.ts';
import { turnsAround, visualOrder } from './visual-order.ts';

/** A line in visual order. */
const turned = ({ text, starts, ends }: Reading): Reading => {
  let at = 0;
  const items = Array.from(text, (char) => ({ char, at: (at += char.length) - char.length }));
  const shown = visualOrder(items, false);
  const places = shown.flatMap(({ char, at: place }) =>
    Array.from({ length: char.length }, (_, unit) => place! + unit),
  );
  return {
    text: shown.map(({ char }) => char).join(''),
    starts: places.map((place) => starts[place]!),
    ends: places.map((place) => ends[place]!),
    breaks: [],
  };
};

/**
 * The readings of a subject: as written, with encoded words decoded, and both in visual order if it differs. A decoded
 * text has the place of the whole subject.
 */
export const subjectReadings = (subject: string): readonly Reading[] => {
  const decoded = looksEncoded(subject) ? decodeEncodedWords(subject) : subject;
  const whole = Array.from({ length: decoded.length }, () => 0);
  const readings = [
    plainReading(subject),
    ...(decoded === subject
      ? []
      : [{ text: decoded, starts: whole, ends: whole.map(() => subject.length), breaks: [] }]),
  ];
  return readings.flatMap((reading) => (turnsAround(reading.text) ? [reading, turned(reading)] : [reading]));
};
