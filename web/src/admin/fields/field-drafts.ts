import type { FieldView } from '../../desk/api/service-queries.ts';
import { NEW_ITEM } from '../kit/admin-place.ts';
import { placeOf, shelfOf, useUnsaved } from '../kit/form-edits.ts';
import { fieldView, newFieldValues, valuesOf, type FieldValues } from './field-form-values.ts';

const withEdits = (serviceId: string, item: string, values: FieldValues): FieldValues => ({
  ...values,
  ...Object.fromEntries(
    [...shelfOf({ place: placeOf(serviceId, 'fields', item) }).edits].map(([name, { mine }]) => [name, mine]),
  ),
});

/**
 * The fields as they would be once everything that is typed is saved, in all of their forms. Deleted ones are left out;
 * a new one, whose code may not be written yet, is the last of its scope.
 */
export const useFieldDrafts = (
  serviceId: string,
  fields: readonly FieldView[],
  isNewOpen: boolean,
  scope: FieldView['scope'],
  inquiryTypeId: string | null,
): readonly FieldView[] => {
  const unsaved = new Set(useUnsaved(placeOf(serviceId, 'fields')));
  const drafts = fields
    .filter(({ deleted }) => !deleted)
    .map((field) =>
      unsaved.has(placeOf(serviceId, 'fields', field.code))
        ? fieldView(withEdits(serviceId, field.code, valuesOf(field)), field.version, field.order)
        : field,
    );
  if (!isNewOpen && !unsaved.has(placeOf(serviceId, 'fields', NEW_ITEM))) return drafts;
  return [
    ...drafts,
    { ...fieldView(withEdits(serviceId, NEW_ITEM, newFieldValues(scope, inquiryTypeId))), code: NEW_ITEM },
  ];
};
