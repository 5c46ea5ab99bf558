import type * as z from 'zod';
import type { fieldDto } from '../contracts/http/fields.ts';
import type { Field } from '../domain/desk/field.ts';

/** A field's definition as the API shows it. */
export const toFieldDefinitionDto = ({
  serviceId: _serviceId,
  options,
  maxLength,
  inquiryTypeIds,
  ...field
}: Field): z.input<typeof fieldDto> => ({
  ...field,
  options: options.map((option) => ({ ...option })),
  maxLength: maxLength ?? null,
  inquiryTypeIds: [...inquiryTypeIds],
});
