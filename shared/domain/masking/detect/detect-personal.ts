import { findAccounts } from './find-accounts.ts';
import { findCards } from './find-cards.ts';
import { findEmails } from './find-emails.ts';
import { findIpAddresses } from './find-ip-addresses.ts';
import { findPassports } from './find-passports.ts';
import { findPhones } from './find-phones.ts';
import { findResidentNumbers } from './find-resident-numbers.ts';
import { foldText } from './fold-text.ts';
import { PERSONAL_KINDS, type Candidate, type PersonalSpan } from './personal-span.ts';
import { readText, type Reading } from './reading.ts';

const FINDERS: readonly ((reading: Reading) => Candidate[])[] = [
  findEmails,
  findResidentNumbers,
  findCards,
  findPhones,
  findPassports,
  findIpAddresses,
  findAccounts,
];

/** A word beside the number weighs more than the order of kinds; then the longer reading is the whole number. */
const weightier = (a: Candidate, b: Candidate): number =>
  Number(b.labelled) - Number(a.labelled) ||
  PERSONAL_KINDS.indexOf(a.kind) - PERSONAL_KINDS.indexOf(b.kind) ||
  b.end - b.start - (a.end - a.start);

/** Each character belongs to one span at most. */
const settle = (candidates: readonly Candidate[], length: number): Candidate[] => {
  const taken = new Uint8Array(length);
  return candidates.toSorted(weightier).filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
};

/**
 * The personal data in a text, as spans in the order of the text that don't overlap. `breaks`: ascending UTF-16 offsets
 * at which a new block of the HTML begins (a paragraph, a line, a table cell), where text nodes stand against each
 * other without a character between. Takes time linear in the text.
 */
export const detectPersonal = (text: string, breaks: readonly number[] = []): readonly PersonalSpan[] => {
  const folded = foldText(text, breaks);
  const reading = readText(folded.text);
  return settle(
    FINDERS.flatMap((find) => find(reading)),
    folded.text.length,
  )
    .toSorted((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => ({ kind, start: folded.starts[start]!, end: folded.ends[end - 1]! }));
};
