import { appliesTo, checkFieldValues, type FieldsWay } from '../../../../shared/domain/desk/check-field-values.ts';
import type { GivenValue } from '../../../../shared/domain/desk/field-value.ts';
import type { Language } from '../../../../shared/domain/ticket/ticket.ts';
import type { FieldView } from '../../desk/api/service-queries.ts';
import { keyAt } from '../../desk/fields/field-faults.ts';
import { codeOf, fieldOf, type TicketValue } from '../../desk/fields/field-values.ts';
import { nameIn } from '../../ui/name-in.ts';
import type { Viewer } from './field-form-values.ts';

/** Why a field is not in a form. */
export type Absence = 'not_in_use' | 'other_scope' | 'not_shown' | 'other_type';

/** Why the form of this inquiry type does not ask somebody for a field; null when it does. */
export const absenceOf = (
  field: FieldView,
  viewer: Viewer,
  serviceId: string,
  inquiryTypeId: string | undefined,
): Absence | null => {
  if (!field.active || field.deleted) return 'not_in_use';
  if (viewer === 'customer' && field.scope === 'agent') return 'other_scope';
  if (!field.exposure[viewer]) return 'not_shown';
  return appliesTo(fieldOf(serviceId, field), inquiryTypeId) ? null : 'other_type';
};

type Texts = FieldView['names'];

/**
 * The field with its texts in the customer’s language, given as the console’s: what draws them chooses by that.
 */
export const inCustomersLanguage = (
  field: FieldView,
  language: Language,
  serviceLanguage: Language,
  consoleLanguage: string,
): FieldView => {
  const own = (texts: Texts): Texts => {
    const text = nameIn(texts, language, serviceLanguage);
    return text === undefined ? {} : { [consoleLanguage]: text };
  };
  return {
    ...field,
    names: own(field.names),
    placeholders: own(field.placeholders),
    options: field.options.map((option) => ({ ...option, names: own(option.names) })),
  };
};

/** A value that was typed for a field while it had this type. */
export const valueKey = ({ code, type }: Pick<FieldView, 'code' | 'type'>): string => `${code}:${type}`;

/** What the rules of the desk say is wrong with what was typed into a form, by the codes of its fields. */
export const checkPreview = (
  fields: readonly FieldView[],
  values: ReadonlyMap<string, TicketValue>,
  viewer: Viewer,
  serviceId: string,
  inquiryTypeId: string | undefined,
): ReadonlyMap<string, string> => {
  const given: Readonly<Record<string, GivenValue | null>> = Object.fromEntries(
    fields.flatMap((field) => (field.type === 'caption' ? [] : [[field.code, values.get(valueKey(field)) ?? null]])),
  );
  const way: FieldsWay = viewer === 'agent' ? { by: 'agent', role: 'agent' } : { by: 'customer' };
  const checked = checkFieldValues({
    definitions: fields.map((field) => fieldOf(serviceId, field)),
    inquiryTypeId,
    stored: {},
    given,
    way,
  });
  if (checked.ok) return new Map();
  return new Map(
    checked.error.errors.flatMap(({ pointer, detail }) => {
      const key = keyAt(pointer);
      const code = key === null ? null : codeOf(key);
      return code === null ? [] : [[code, detail]];
    }),
  );
};
