import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Field } from '../../domain/desk/field.ts';

/** Definitions of a service's own fields. Rows are never taken away: a deleted field is a tombstone. */
export type FieldRepository = {
  /** All of a service, tombstones too, in no order. Consistent. */
  list(serviceId: string): Promise<readonly Field[]>;
  find(serviceId: string, code: string): Promise<Field | undefined>;
  /**
   * Writes it with the fact that tells of it, if the stored one still has the version before (absent: must never have
   * been). False when somebody else was first.
   */
  save(field: Field, before: Field | undefined, fact: DeskFact): Promise<boolean>;
};
