import type { createField, editField } from '../../../../shared/contracts/http/fields.ts';
import {
  hasOptions,
  hasPlaceholder,
  lengthLimit,
  type FieldOption,
  type FieldScope,
  type FieldType,
} from '../../../../shared/domain/desk/field.ts';
import type { Language } from '../../../../shared/domain/ticket/ticket.ts';
import type { InputOf } from '../../desk/api/call-operation.ts';
import type { FieldView } from '../../desk/api/service-queries.ts';

type Texts = Readonly<Partial<Record<Language, string>>>;
/** Who a field is shown to. */
export type Viewer = 'agent' | 'customer';
/** `key` names it while it has no code of its own: new ones begin with a colon, stored ones have their code. */
export type OptionDraft = FieldOption & { readonly key: string };

/** What the form of a field edits. `code`, `scope` and `encrypted` never change once it is made. */
export type FieldValues = {
  readonly code: string;
  readonly scope: FieldScope;
  readonly encrypted: boolean;
  readonly type: FieldType;
  readonly names: Texts;
  readonly placeholders: Texts;
  readonly required: boolean;
  readonly exposure: readonly Viewer[];
  readonly options: readonly OptionDraft[];
  /** Null: the type's own limit. */
  readonly maxLength: number | null;
  readonly inquiryTypeIds: readonly string[];
  readonly active: boolean;
};

const VIEWERS: readonly Viewer[] = ['agent', 'customer'];
/** Agents’ fields are never in a customer's form. */
export const viewersOf = (scope: FieldScope): readonly Viewer[] => (scope === 'agent' ? ['agent'] : VIEWERS);

export const isNewOption = ({ key }: OptionDraft): boolean => key.startsWith(':');

/** The values that the form of a new field begins with. */
export const newFieldValues = (scope: FieldScope, inquiryTypeId: string | null): FieldValues => ({
  code: '',
  scope,
  encrypted: false,
  type: 'text',
  names: {},
  placeholders: {},
  required: false,
  exposure: viewersOf(scope),
  options: [],
  maxLength: null,
  inquiryTypeIds: scope === 'customer' && inquiryTypeId !== null ? [inquiryTypeId] : [],
  active: true,
});

export const valuesOf = ({ exposure, options, ...field }: FieldView): FieldValues => ({
  code: field.code,
  scope: field.scope,
  encrypted: field.encrypted,
  type: field.type,
  names: field.names,
  placeholders: field.placeholders,
  required: field.required,
  exposure: viewersOf(field.scope).filter((viewer) => exposure[viewer]),
  options: options.map((option) => ({ ...option, key: option.code })),
  maxLength: field.maxLength,
  inquiryTypeIds: field.inquiryTypeIds,
  active: field.active,
});

const exposureOf = (viewers: readonly Viewer[]): FieldView['exposure'] => ({
  agent: viewers.includes('agent'),
  customer: viewers.includes('customer'),
});
const plainOptions = (options: readonly OptionDraft[]): FieldOption[] => options.map(({ key: _, ...option }) => option);

/** The most characters that a value of this type can have; null for types without a length. */
export const mostCharacters = (type: FieldType): number | null => lengthLimit({ type }) ?? null;

/** The field as it would be with these values: for the preview. */
export const fieldView = (values: FieldValues, version = 0, order = 0): FieldView => ({
  code: values.code,
  version,
  scope: values.scope,
  type: values.type,
  names: values.names,
  placeholders: hasPlaceholder(values.type) ? values.placeholders : {},
  required: values.required && values.type !== 'caption',
  exposure: exposureOf(values.exposure.filter((viewer) => viewersOf(values.scope).includes(viewer))),
  encrypted: values.encrypted,
  options: plainOptions(values.options),
  maxLength: mostCharacters(values.type) === null ? null : values.maxLength,
  order,
  inquiryTypeIds: [...values.inquiryTypeIds],
  active: values.active,
  deleted: false,
});

type ChangeBody = InputOf<typeof editField>['body'];
type NewBody = InputOf<typeof createField>['body'];

/** The body that makes a field: without what its type does not have. */
export const bodyOfNew = (values: FieldValues): NewBody => {
  const { maxLength, order: _, version: __, deleted: ___, ...field } = fieldView(values);
  return {
    ...field,
    options: hasOptions(values.type) ? field.options : [],
    encrypted: field.encrypted && canBeEncrypted(values.type),
    inquiryTypeIds: values.scope === 'customer' ? field.inquiryTypeIds : [],
    ...(maxLength === null ? {} : { maxLength }),
  };
};

/** Whether values of the type can be stored encrypted: a caption has none, and files lie as they are. */
export const canBeEncrypted = (type: FieldType): boolean => type !== 'caption' && type !== 'file';

/** The body of a change: the members that were changed, without what the type does not have. */
export const bodyOfChange = (changes: Partial<FieldValues>, { type, required }: FieldValues): ChangeBody => {
  const { code: _, scope: __, encrypted: ___, exposure, options, placeholders, maxLength, ...rest } = changes;
  return {
    ...rest,
    // A caption takes no value: what was required before is not any more.
    ...(type === 'caption' && (required || changes.required !== undefined) ? { required: false } : {}),
    ...(exposure === undefined ? {} : { exposure: exposureOf(exposure) }),
    ...(options === undefined ? {} : { options: plainOptions(options) }),
    ...(placeholders === undefined || !hasPlaceholder(type) ? {} : { placeholders }),
    ...(maxLength === undefined || mostCharacters(type) === null ? {} : { maxLength }),
  } as ChangeBody;
};
