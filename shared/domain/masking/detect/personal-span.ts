/**
 * Kinds of personal data; the same codes are used in spans, figures and the console's labels. Of two kinds for the same
 * characters the first one wins.
 */
export const PERSONAL_KINDS = ['email', 'resident_number', 'card', 'phone', 'passport', 'ip', 'account'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** Place of personal data in a text: UTF-16 offsets, `end` is exclusive. */
export type PersonalSpan = { readonly kind: PersonalKind; readonly start: number; readonly end: number };

/**
 * A span in the folded text. `labelled`: a label beside it confirms its kind, which counts more than the order of
 * kinds.
 */
export type Candidate = PersonalSpan & { readonly labelled: boolean };
