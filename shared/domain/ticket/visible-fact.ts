import type { FieldVisibility } from '../desk/field-visibility.ts';
import type { Fact } from './facts.ts';

declare const seen: unique symbol;
/** A fact without what the reader may not see. Answers are made of these alone: a plain Fact doesn't compile there. */
export type VisibleFact = Fact & { readonly [seen]: true };

/** Whether it mentions fields of the service's own. */
export const mentionsFields = ({ fieldChanges, fieldCode }: Fact): boolean =>
  fieldCode !== undefined || Object.keys(fieldChanges ?? {}).length > 0;

/**
 * The fact without fields that the reader may not see: neither their codes nor their values. That it happened, when and
 * by whom, stays.
 */
export const visibleFact = ({ fieldChanges, fieldCode, ...fact }: Fact, sees: FieldVisibility): VisibleFact =>
  ({
    ...fact,
    ...(fieldChanges && {
      fieldChanges: Object.fromEntries(Object.entries(fieldChanges).filter(([code]) => sees(code))),
    }),
    ...(fieldCode !== undefined && sees(fieldCode) && { fieldCode }),
  }) as VisibleFact;
