import { appliesTo } from '../../../../shared/domain/desk/check-field-values.ts';
import type { GivenValue } from '../../../../shared/domain/desk/field-value.ts';
import type { Field } from '../../../../shared/domain/desk/field.ts';
import type { FieldView } from '../api/service-queries.ts';

/** The values that every ticket has and that agents edit. */
export const OWN_KEYS = [
  'customer.name',
  'customer.email',
  'customer.phone',
  'language',
  'priority',
  'inquiryTypeId',
  'processingTypeId',
  'tags',
] as const;
export type OwnKey = (typeof OWN_KEYS)[number];
/** A value of a ticket; of the service's own fields by their code. */
export type ValueKey = OwnKey | `fields.${string}`;
/** Null: there is none. Of a file field the ids of its files. */
export type TicketValue = GivenValue | null;

export const isOwnKey = (key: string): key is OwnKey => (OWN_KEYS as readonly string[]).includes(key);
export const keyOf = (code: string): ValueKey => `fields.${code}`;
/** The code of a service's own field; null for a value that every ticket has. */
export const codeOf = (key: ValueKey): string | null => (isOwnKey(key) ? null : key.slice('fields.'.length));

export const isSame = (a: TicketValue, b: TicketValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The ids of the files of a value, whether they have arrived or are on their way; none when it is no file field's. */
export const fileIdsIn = (value: TicketValue): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];

/** The value with a file that has arrived in the place of its upload, unless it was taken out meanwhile. */
export const withArrived = (value: TicketValue, id: string, uploadId: string): TicketValue =>
  Array.isArray(value) ? (value as readonly string[]).map((each) => (each === id ? uploadId : each)) : value;

/** Stands for a value of an encrypted field, which the console doesn't know. */
export const SEALED = '\u0000';

/** The field as the rules of the domain take it. */
export const fieldOf = (serviceId: string, { maxLength, ...field }: FieldView): Field => ({
  ...field,
  serviceId,
  ...(maxLength === null ? {} : { maxLength }),
});

/** The fields in use that a ticket of this inquiry type is asked for, captions among them. */
export const askedFields = (
  fields: readonly FieldView[],
  serviceId: string,
  inquiryTypeId: string | undefined,
): readonly FieldView[] =>
  fields.filter((field) => field.active && !field.deleted && appliesTo(fieldOf(serviceId, field), inquiryTypeId));

/** What the input of any value is given. */
export type InputProps = {
  readonly name: string;
  readonly value: TicketValue;
  readonly error: string | undefined;
  readonly autoFocus: boolean;
  readonly onEdit: (value: TicketValue) => void;
};
