import { PUBLIC_FIELDS, type Change, type Fact, type TrackedField } from './facts.ts';

const isPublic = (field: string): boolean => (PUBLIC_FIELDS as readonly string[]).includes(field);

/**
 * A line of a deleted ticket's log: what happened, when and by whom, and which fields changed, but no value or reason
 * that may hold a word or the address of a customer.
 */
export const redactFact = ({ reason: _reason, changes, fieldChanges, ...fact }: Fact): Fact => ({
  ...fact,
  ...(fieldChanges && {
    fieldChanges: Object.fromEntries(
      Object.entries(fieldChanges).map(([code, { encrypted }]) => [code, encrypted ? { encrypted } : {}]),
    ),
  }),
  changes: Object.fromEntries(
    (Object.entries(changes) as [TrackedField, Change][]).map(([field, change]) => [
      field,
      isPublic(field) ? change : {},
    ]),
  ),
});
