/**
 * Has it anything that a reader sees? White space, control characters, zero-width and bidirectional ones, and what
 * Unicode says is to be ignored where it can't be shown (Hangul fillers, variation selectors, tags) leave nothing on a
 * screen; nor does the empty Braille cell.
 */
export const isVisible = (text: string): boolean =>
  /[^\p{Z}\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** Is each of its characters seen, none of them space? */
export const isSeenWhole = (text: string): boolean => !/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** Has it a control character (C0, DEL, C1) or a break of Unicode's own? One line of text has none. */
export const hasControl = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text);

/** Has it a control character besides tab and line feed? */
export const hasControlBesideBreaks = (text: string): boolean => /(?![\t\n])\p{Cc}/u.test(text);

/** Every way to end a line, also those of old systems and word processors, as one line feed. */
export const withLineFeeds = (text: string): string => text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n');

const RESERVED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** Names that every object answers to, or that change what an object is: a code, id or key of ours is none of them. */
export const isReservedName = (name: string): boolean => RESERVED.has(name);
