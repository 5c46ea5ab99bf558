import { sameValue } from '../kernel/same-value.ts';
import { isSealed, formatValueForLog, type StoredValue, type TicketFields } from '../desk/field-value.ts';
import type { Decision } from './decision.ts';
import type { FieldChange } from './facts.ts';

/** One side of a change as the log shows it; nothing of an encrypted value. */
const valueOn = (side: 'before' | 'after', stored: StoredValue | undefined) =>
  stored === undefined || isSealed(stored) ? {} : { [side]: formatValueForLog(stored.value) };

/**
 * The differences between two states of the service's own fields, as the log shows them: of encrypted values only that
 * they changed.
 */
export const fieldChangesBetween = (before: TicketFields, after: TicketFields): Readonly<Record<string, FieldChange>> =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((code): readonly [string, FieldChange][] => {
      const [was, is] = [
        Object.hasOwn(before, code) ? before[code] : undefined,
        Object.hasOwn(after, code) ? after[code] : undefined,
      ];
      if (sameValue(was, is)) return [];
      const isConcealed = [was, is].some((stored) => stored !== undefined && isSealed(stored));
      return [[code, isConcealed ? { encrypted: true } : { ...valueOn('before', was), ...valueOn('after', is) }]];
    }),
  );

/** Adds values of the service's own fields to a decision, and those that changed to its fact. */
export const withFields = <D extends Decision>(decision: D, before: TicketFields, after: TicketFields): D => {
  const fieldChanges = fieldChangesBetween(before, after);
  return Object.keys(fieldChanges).length === 0
    ? decision
    : { ...decision, fields: after, fact: { ...decision.fact, fieldChanges } };
};
