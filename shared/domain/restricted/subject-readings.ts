import { encodedWordsDecoded, looksEncoded } from '../mail/encoded-words.ts';
import { plainReading, type Reading } from './reading.ts';
import { turnsAround, visualOrder } from './visual-order.ts';

/** A line in the order in which a reader sees it. */
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
 * A subject as it stands, as a mail program shows it that decodes encoded words, and each as it is seen where it turns
 * around. What is decoded stands where the whole subject does.
 */
export const subjectReadings = (subject: string): readonly Reading[] => {
  const decoded = looksEncoded(subject) ? encodedWordsDecoded(subject) : subject;
  const whole = Array.from({ length: decoded.length }, () => 0);
  const readings = [
    plainReading(subject),
    ...(decoded === subject
      ? []
      : [{ text: decoded, starts: whole, ends: whole.map(() => subject.length), breaks: [] }]),
  ];
  return readings.flatMap((reading) => (turnsAround(reading.text) ? [reading, turned(reading)] : [reading]));
};
