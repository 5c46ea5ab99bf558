import type { FieldSight } from '../desk/field-sight.ts';
import type { Fact } from './facts.ts';

declare const seen: unique symbol;
/** A fact as somebody may see it. Only such a one can be shown: what answers are made of demands it. */
export type VisibleFact = Fact & { readonly [seen]: true };

/** Does it speak of fields of the service's own? */
export const mentionsFields = ({ fieldChanges, fieldCode }: Fact): boolean =>
  fieldCode !== undefined || Object.keys(fieldChanges ?? {}).length > 0;

/**
 * The fact without the fields that aren't seen: neither their codes nor what was and is. That something happened, when
 * and by whom, stays.
 */
export const visibleFact = ({ fieldChanges, fieldCode, ...fact }: Fact, sees: FieldSight): VisibleFact =>
  ({
    ...fact,
    ...(fieldChanges && {
      fieldChanges: Object.fromEntries(Object.entries(fieldChanges).filter(([code]) => sees(code))),
    }),
    ...(fieldCode !== undefined && sees(fieldCode) && { fieldCode }),
  }) as VisibleFact;
