import { MAIL_LEFT_OUT, type MailLeftOut } from './mail-recipient.ts';

/** What an action that goes outside did, or why it did nothing: words of the trace. */
export const OUTWARD_WORDS = [
  'mail_ordered',
  'call_ordered',
  'notice_ordered',
  ...MAIL_LEFT_OUT,
  /** MAILS_OF_A_RUN or CALLS_OF_A_RUN. */
  'too_many_at_once',
  'text_too_long',
  /** The service has no address to send from. */
  'no_sender',
  /** Nobody has named the hook yet: a set-up that was imported has no secrets. */
  'no_hook',
] as const;
export type OutwardWord = (typeof OUTWARD_WORDS)[number];
/** Words of what is on its way; the others say why something isn't. */
export const ORDERED_WORDS: ReadonlySet<OutwardWord> = new Set(['mail_ordered', 'call_ordered', 'notice_ordered']);

/** Why nothing is on its way. */
export type LeftOutWord = Exclude<OutwardWord, 'mail_ordered' | 'call_ordered' | 'notice_ordered'>;
const isLeftOut = (word: OutwardWord): word is LeftOutWord => !ORDERED_WORDS.has(word);
export const LEFT_OUT_WORDS = OUTWARD_WORDS.filter(isLeftOut);

/** A word and how many it is about: `mail_ordered` 3. */
export type ToldWord = { readonly word: OutwardWord; readonly count: number };

/** Words as the trace keeps them: `mail_ordered 2, own_address 1`. */
export const tellWords = (words: readonly OutwardWord[]): string => {
  const counts = new Map<OutwardWord, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${word} ${String(count)}`).join(', ');
};

const isWord = (text: string): text is OutwardWord => (OUTWARD_WORDS as readonly string[]).includes(text);

/** Reads what `tellWords` wrote; nothing of what others wrote. */
export const readWords = (told: string): readonly ToldWord[] =>
  told.split(', ').flatMap((part) => {
    const [word = '', count] = part.split(' ');
    return isWord(word) && /^\d+$/.test(count ?? '') ? [{ word, count: Number(count) }] : [];
  });

/** Who or what was left out of what `tellWords` wrote, and why. */
export const readLeftOut = (told: string): readonly { readonly why: LeftOutWord; readonly count: number }[] =>
  readWords(told).flatMap(({ word, count }) => (isLeftOut(word) ? [{ why: word, count }] : []));

/** The words of those who are left out of a mail. */
export const wordsOf = (leftOut: readonly { readonly why: MailLeftOut }[]): readonly OutwardWord[] =>
  leftOut.map(({ why }) => why);
