import type { Role } from './agent.ts';
import type { Field } from './field.ts';

/** Tells by a field's code whether somebody may see its name and its values. */
export type FieldSight = (code: string) => boolean;

/**
 * May somebody of this role see the field: its name, its values, that they changed and that they were looked at? The
 * one place that decides it. What counts is the field as it is now, also for old lines of the log; a deleted field
 * keeps its last exposure. One without a definition agents don't see.
 */
export const maySeeField = (role: Role, field: Pick<Field, 'exposure'> | undefined): boolean =>
  role === 'administrator' || field?.exposure.agent === true;

/** What a role sees of a service's own fields. `definitions`: all of the service, tombstones too. */
export const fieldSight = (role: Role, definitions: readonly Field[]): FieldSight => {
  const known = new Map(definitions.map((field) => [field.code, field]));
  return (code) => maySeeField(role, known.get(code));
};
