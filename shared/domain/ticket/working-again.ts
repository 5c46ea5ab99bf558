import type { Patch } from './advance.ts';

/** What a ticket no longer says once it is worked on again after it was resolved. */
export const workingAgain = {
  resolvedAt: null,
  resolvedBy: null,
  internalReason: null,
  duplicateOf: null,
  beforeSpam: null,
} as const satisfies Patch;
