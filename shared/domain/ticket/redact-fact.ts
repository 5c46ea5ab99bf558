import { PUBLIC_FIELDS, type Change, type Fact, type TrackedField } from './facts.ts';

const isPublic = (field: string): boolean => (PUBLIC_FIELDS as readonly string[]).includes(field);

/**
 * A fact of a deleted ticket: it keeps what happened, when, by whom and which fields changed, but no value or reason
 * that may hold a customer's text or address.
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
