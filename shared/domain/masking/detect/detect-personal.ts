import { findAccounts } from './find-accounts.ts';
import { findCards } from './find-cards.ts';
import { findEmails } from './find-emails.ts';
import { findIpAddresses } from './find-ip-addresses.ts';
import { findPassports } from './find-passports.ts';
import { findPhones } from './find-phones.ts';
import { findResidentNumbers } from './find-resident-numbers.ts';
import { foldText } from './fold-text.ts';
import { PERSONAL_KINDS, type Candidate, type PersonalSpan } from './personal-span.ts';
import { labelText, type LabelledText } from './labelled-text.ts';

const FINDERS: readonly ((reading: LabelledText) => Candidate[])[] = [
  findEmails,
  findResidentNumbers,
  findCards,
  findPhones,
  findPassports,
  findIpAddresses,
  findAccounts,
];

/** A label beside the number counts more than the order of kinds; then the longer candidate wins. */
const weightier = (a: Candidate, b: Candidate): number =>
  Number(b.labelled) - Number(a.labelled) ||
  PERSONAL_KINDS.indexOf(a.kind) - PERSONAL_KINDS.indexOf(b.kind) ||
  b.end - b.start - (a.end - a.start);

/** Removes overlapping candidates: each character belongs to one span at most. */
const settle = (candidates: readonly Candidate[], length: number): Candidate[] => {
  const taken = new Uint8Array(length);
  return candidates.toSorted(weightier).filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
};

/**
 * The personal data in a text, as ordered spans that don't overlap. `breaks`: ascending UTF-16 offsets at which a new
 * HTML block begins (paragraph, line, table cell), where text nodes follow each other without a character between them.
 * Linear in the text's length.
 */
export const detectPersonal = (text: string, breaks: readonly number[] = []): readonly PersonalSpan[] => {
  const folded = foldText(text, breaks);
  const reading = labelText(folded.text);
  return settle(
    FINDERS.flatMap((find) => find(reading)),
    folded.text.length,
  )
    .toSorted((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => ({ kind, start: folded.starts[start]!, end: folded.ends[end - 1]! }));
};
