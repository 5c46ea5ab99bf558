import { LABELS, type Meaning } from './labels.ts';

/** Maximum characters between a label and its number. */
const NEAR = 40;
const TIGHT = 24;
const AFTER = 12;
/** Text that may stand between a label and its number when they belong together: 계좌번호는: …, "call me at …". */
const BOND =
  /^(?:[\s:=()[\]{}<>\-.,#*|/'"“”!,，。]|번호|号码?|番号|是|は|주소|정보|은|는|이|가|을|를|로|으로|의|도|no|number|num|is|was|at|on|me|us|my|the|to|via|this|here|it|입니다|using)*$/;
const AFTER_BOND = /^[\s()[\],/:\-]*$/;
const LABEL = new RegExp(LABELS.map(([, words]) => `(${words})`).join('|'), 'g');
const URL = /(?:https?:\/\/|www\.)[!-~]+/g;

/** A text prepared for the finders. */
export type LabelledText = {
  /** Folded (fold-text.ts). */
  readonly text: string;
  /** The same text with web addresses replaced: numbers in them belong to a path, not to a person. */
  readonly numbers: string;
  /**
   * The nearest label before `start` within 40 characters and without a number in between; `tight` when only `번호는`,
   * `is:` and the like stand between.
   */
  readonly before: (start: number) => { readonly meaning: Meaning; readonly tight: boolean } | undefined;
  /** A label directly behind `end`, as in "110-… (신한은행)". */
  readonly after: (end: number) => Meaning | undefined;
};

/** Finds the labels of a folded text, once for all finders. */
export const labelText = (text: string): LabelledText => {
  const labels: { readonly meaning: Meaning; readonly start: number; readonly end: number }[] = [];
  for (const match of text.matchAll(LABEL))
    labels.push({
      meaning: LABELS[match.slice(1).findIndex((group) => group !== undefined)]![0],
      start: match.index,
      end: match.index + match[0].length,
    });
  /** The number of labels that end at or before `at`: labels don't overlap, so their ends ascend. */
  const endedBy = (at: number): number => {
    let low = 0;
    let high = labels.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (labels[middle]!.end <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    text,
    numbers: text.replace(URL, (url) => 'x'.repeat(url.length)),
    before(start) {
      const label = labels[endedBy(start) - 1];
      if (label === undefined || start - label.end > NEAR) return undefined;
      const gap = text.slice(label.end, start);
      if (gap.replace(/\D/g, '').length > 4) return undefined;
      return { meaning: label.meaning, tight: gap.length <= TIGHT && BOND.test(gap) };
    },
    after(end) {
      const label = labels[endedBy(end)];
      return label !== undefined &&
        label.start >= end &&
        label.start - end <= AFTER &&
        AFTER_BOND.test(text.slice(end, label.start))
        ? label.meaning
        : undefined;
    },
  };
};

/** Whether a label directly before says that the number identifies a thing, not a person. */
export const isOfThing = (reading: LabelledText, start: number): boolean => {
  const label = reading.before(start);
  return label?.tight === true && label.meaning === 'other';
};
