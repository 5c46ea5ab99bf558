import { changedNames } from '../../domain/desk/desk-facts.ts';
import {
  changedField,
  checkField,
  type Field,
  type FieldChanges,
  type FieldRefusal,
  tombstoneOf,
} from '../../domain/desk/field.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/platform.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { checkInquiryTypes, type FieldDeps } from './create-field.ts';
import { deskFactOfChange, type Administering } from './desk-fact.ts';

type Deps = FieldDeps & { readonly backoff: Backoff };
export type FieldRef = Administering & {
  readonly code: string;
  /** From If-Match. */ readonly expectedVersion?: number;
};

/** Reads a field and lets `write` change it; asked again when that meets a conflict. */
const changeField =
  (deps: Deps) =>
  async (
    { serviceId, code, expectedVersion }: FieldRef,
    write: (field: Field) => Promise<Result<Field, FieldRefusal> | 'conflict'>,
  ): Promise<Result<Field, FieldRefusal>> =>
    retryOnConflict<Result<Field, FieldRefusal>>(deps.backoff, async () => {
      const field = await deps.definitions.find(serviceId, code);
      if (field === undefined || field.deleted) return err({ code: 'field_not_found', field: code });
      if (expectedVersion !== undefined && expectedVersion !== field.version)
        return err({ code: 'field_changed', expected: expectedVersion, actual: field.version });
      return write(field);
    });

/** Changes a field. Stored values keep the type with which they were written. */
export const editField = (deps: Deps) => {
  const change = changeField(deps);
  return ({ changes, ...place }: FieldRef & { readonly changes: FieldChanges }): Promise<Result<Field, FieldRefusal>> =>
    change(place, async (before) => {
      const after = checkField({ ...changedField(before, changes), version: before.version + 1 });
      if (!after.ok) return after;
      if (changedNames(before, after.value).length === 0) return ok(before);
      const types = await checkInquiryTypes(
        deps,
        place.serviceId,
        after.value.inquiryTypeIds.filter((id) => !before.inquiryTypeIds.includes(id)),
      );
      if (!types.ok) return types;
      return (await deps.definitions.save(
        after.value,
        before,
        deskFactOfChange(deps.clock, place, { kind: 'field', id: place.code }, before, after.value),
      ))
        ? after
        : 'conflict';
    });
};

/** Deletes a field. A tombstone keeps its code reserved and its old values readable. */
export const deleteField = (deps: Deps) => {
  const change = changeField(deps);
  return (place: FieldRef): Promise<Result<Field, FieldRefusal>> =>
    change(place, async (before) => {
      const gone = tombstoneOf(before);
      return (await deps.definitions.save(
        gone,
        before,
        deskFactOfChange(deps.clock, place, { kind: 'field', id: place.code }, before, undefined),
      ))
        ? ok(gone)
        : 'conflict';
    });
};
