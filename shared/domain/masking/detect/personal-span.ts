/**
 * What personal data can be: one code in spans, figures and the console's labels. The order decides between two
 * readings of the same characters, the first wins.
 */
export const PERSONAL_KINDS = ['email', 'resident_number', 'card', 'phone', 'passport', 'ip', 'account'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** Where personal data stands in a text: UTF-16 offsets, `end` is exclusive. */
export type PersonalSpan = { readonly kind: PersonalKind; readonly start: number; readonly end: number };

/** A span in the folded text. `labelled`: a word beside it says what it is, which outweighs the order of kinds. */
export type Candidate = PersonalSpan & { readonly labelled: boolean };
