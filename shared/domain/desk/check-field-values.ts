import type { Role } from './agent.ts';
import type { WrittenError } from './category.ts';
import type { Field, FieldScope } from './field.ts';
import { maySeeField } from './field-visibility.ts';
import {
  readFieldValue,
  type FieldValue,
  type GivenValue,
  type StoredValue,
  type TicketFields,
} from './field-value.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/**
 * Who sets the values: an agent, a customer in a form, an agent of another service in the same form (`colleague`), or
 * the desk itself (triggers, imports), for which no field is required.
 */
export type FieldsWay =
  | { readonly by: 'agent'; readonly role: Role }
  | { readonly by: 'customer' }
  | { readonly by: 'colleague' }
  | { readonly by: 'desk' };

export type FieldsSave = {
  /** The service's fields, with tombstones. */
  readonly definitions: readonly Field[];
  /** The ticket's inquiry type after the change. */
  readonly inquiryTypeId?: string | undefined;
  /** The ticket's values; encrypted ones that `given` replaces are decrypted, so that they can be compared. */
  readonly stored: TicketFields;
  /** By code; null removes the value. */
  readonly given: Readonly<Record<string, GivenValue | null>>;
  readonly way: FieldsWay;
};
/** A value to store; without `value` it is removed. `field` is absent only when the value's field was deleted. */
export type CheckedValue = { readonly code: string; readonly field?: Field; readonly value?: GivenValue };
export type FieldValuesRefusal = { readonly code: 'field_values_not_valid'; readonly errors: readonly WrittenError[] };

/** Whether tickets of this inquiry type have the field. */
export const appliesTo = ({ scope, inquiryTypeIds }: Field, inquiryTypeId: string | undefined): boolean =>
  scope === 'agent' ||
  inquiryTypeIds.length === 0 ||
  (inquiryTypeId !== undefined && inquiryTypeIds.includes(inquiryTypeId));

/** Whether this user may see the field. */
export const isOpenTo = (field: Field, way: FieldsWay): boolean => {
  switch (way.by) {
    case 'agent':
      return maySeeField(way.role, field);
    case 'customer':
      return field.scope === 'customer' && field.exposure.customer;
    case 'colleague':
      return field.scope === 'customer' && maySeeField('agent', field);
    case 'desk':
      return true;
  }
};

/** Why a field can't be set, in the words of the API; the console says it in its own. */
export const FIELD_FAULTS = {
  required: 'It is required',
  no_field: 'The service has no such field',
  not_in_use: 'The field is not in use any more',
  other_type: 'The ticket’s inquiry type has no such field',
} as const;

const pointerTo = (code: string) => `#/fields/${encodeURIComponent(code.replaceAll('~', '~0').replaceAll('/', '~1'))}`;

/**
 * Scopes whose required fields must be filled after the save: for agents those that it changes, for whoever fills a
 * form the whole of it.
 */
const scopesAsked = (way: FieldsWay, checked: readonly CheckedValue[]): readonly FieldScope[] => {
  switch (way.by) {
    case 'agent':
      return checked.flatMap(({ field }) => field?.scope ?? []);
    case 'customer':
    case 'colleague':
      return ['customer'];
    case 'desk':
      return [];
  }
};

const isFilled = (
  { code, type }: Field,
  stored: StoredValue | undefined,
  checked: readonly CheckedValue[],
): boolean => {
  const written = checked.find((each) => each.code === code);
  const value: FieldValue | undefined =
    written === undefined ? (stored === undefined || 'sealed' in stored ? undefined : stored.value) : written.value;
  const isThere = written === undefined ? stored !== undefined : written.value !== undefined;
  return (
    isThere &&
    (type !== 'agree' || value === true || (written === undefined && stored !== undefined && 'sealed' in stored))
  );
};

/** Checks field values, whoever sets them: each has its field's type and may be set, and required ones are present. */
export const checkFieldValues = ({
  definitions,
  inquiryTypeId,
  stored,
  given,
  way,
}: FieldsSave): Result<readonly CheckedValue[], FieldValuesRefusal> => {
  const errors: WrittenError[] = [];
  const checked: CheckedValue[] = [];
  const refuse = (code: string, detail: string) => {
    errors.push({ pointer: pointerTo(code), detail });
  };
  for (const [code, value] of Object.entries(given)) {
    const field = definitions.find((each) => each.code === code && isOpenTo(each, way));
    const before = Object.hasOwn(stored, code) ? stored[code] : undefined;
    if (
      value === null &&
      before !== undefined &&
      (field !== undefined || !definitions.some((each) => each.code === code))
    )
      checked.push({ code, ...(field && { field }) });
    else if (field === undefined || field.deleted) refuse(code, FIELD_FAULTS.no_field);
    else if (value === null) checked.push({ code, field });
    else if (!field.active) refuse(code, FIELD_FAULTS.not_in_use);
    else if (!appliesTo(field, inquiryTypeId)) refuse(code, FIELD_FAULTS.other_type);
    else {
      const read = readFieldValue(field, value, before);
      if (read.ok) checked.push({ code, field, ...(read.value === undefined ? {} : { value: read.value }) });
      else refuse(code, read.error);
    }
  }
  const scopes = scopesAsked(way, checked);
  for (const field of definitions) {
    const isAsked =
      field.required &&
      field.active &&
      !field.deleted &&
      scopes.includes(field.scope) &&
      isOpenTo(field, way) &&
      appliesTo(field, inquiryTypeId);
    if (
      isAsked &&
      !errors.some(({ pointer }) => pointer === pointerTo(field.code)) &&
      !isFilled(field, Object.hasOwn(stored, field.code) ? stored[field.code] : undefined, checked)
    )
      refuse(field.code, FIELD_FAULTS.required);
  }
  return errors.length === 0 ? ok(checked) : err({ code: 'field_values_not_valid', errors });
};
