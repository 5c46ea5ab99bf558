import type { FieldView } from '../../desk/api/service-queries.ts';
import { NEW_ITEM } from '../kit/admin-place.ts';
import { placeOf, shelfOf } from '../kit/form-edits.ts';
import { fieldView, newFieldValues, valuesOf, type FieldValues } from './field-form-values.ts';

const withEdits = (serviceId: string, item: string, values: FieldValues): FieldValues => ({
  ...values,
  ...Object.fromEntries(
    [...shelfOf({ place: placeOf(serviceId, 'fields', item) }).edits].map(([name, { mine }]) => [name, mine]),
  ),
});

/** Options as they can be drawn: while codes are being typed, two may be alike or there may be none. */
const drawn = (options: FieldValues['options']): FieldValues['options'] => {
  const coded = options.map((option) => ({ ...option, code: option.code === '' ? option.key : option.code }));
  return coded.filter(({ code }, index) => coded.findIndex((each) => each.code === code) === index);
};

const draftOf = (serviceId: string, item: string, stored: FieldValues, at?: FieldView): FieldView => {
  const values = withEdits(serviceId, item, stored);
  return { ...fieldView({ ...values, options: drawn(values.options) }, at?.version, at?.order), code: item };
};

/**
 * The fields as they would be once everything that is typed is saved, in all of their forms. Deleted ones are left out;
 * a new one, whose code may not be written yet, is the last of its scope.
 */
export const fieldDrafts = (
  serviceId: string,
  fields: readonly FieldView[],
  /** The places of forms with unsaved edits. */
  unsaved: readonly string[],
  isNewOpen: boolean,
  scope: FieldView['scope'],
  inquiryTypeId: string | null,
): readonly FieldView[] => {
  const drafts = fields
    .filter(({ deleted }) => !deleted)
    .map((field) =>
      unsaved.includes(placeOf(serviceId, 'fields', field.code))
        ? draftOf(serviceId, field.code, valuesOf(field), field)
        : field,
    );
  if (!isNewOpen && !unsaved.includes(placeOf(serviceId, 'fields', NEW_ITEM))) return drafts;
  return [...drafts, draftOf(serviceId, NEW_ITEM, newFieldValues(scope, inquiryTypeId))];
};
