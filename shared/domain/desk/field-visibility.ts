import type { Role } from './agent.ts';
import type { Field } from './field.ts';

/** Whether the caller may see the field with this code: its name and its values. */
export type FieldVisibility = (code: string) => boolean;

/**
 * Whether a role may see the field: its name, its values, that they changed and that they were viewed. The only place
 * that decides it. The field's present definition counts, also for old log lines; a deleted field keeps its last
 * exposure. Agents don't see a field without definition.
 */
export const maySeeField = (role: Role, field: Pick<Field, 'exposure'> | undefined): boolean =>
  role === 'administrator' || field?.exposure.agent === true;

/** The fields that a role may see. `definitions`: all fields of the service, with tombstones. */
export const fieldVisibility = (role: Role, definitions: readonly Field[]): FieldVisibility => {
  const known = new Map(definitions.map((field) => [field.code, field]));
  return (code) => maySeeField(role, known.get(code));
};
