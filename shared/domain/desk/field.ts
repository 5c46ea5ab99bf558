import type { Language } from '../ticket/ticket.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { WrittenError } from './category.ts';

/** Types of fields; `caption` is a text between the fields and has no value. */
export const FIELD_TYPES = [
  'text',
  'textarea',
  'checkbox',
  'dropdown',
  'radio',
  'date',
  'datetime',
  'date_period',
  'datetime_period',
  'agree',
  'caption',
  'file',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** `customer`: asked of the customer, by inquiry type. `agent`: filled by agents, on every ticket of the service. */
export const FIELD_SCOPES = ['customer', 'agent'] as const;
export type FieldScope = (typeof FIELD_SCOPES)[number];

/** Maximum fields of a service; deleted ones don't count. A ticket's values are stored in one row. */
export const FIELDS_LIMIT = 100;
export const FIELD_OPTIONS_LIMIT = 200;
/** Maximum characters (code points) of a value; also the default length of a field. */
export const TEXT_LENGTH = 1000;
export const TEXTAREA_LENGTH = 4000;
/** Maximum characters of a name; captions and consent texts may be longer. */
export const FIELD_NAME_LENGTH = 100;
export const FIELD_CAPTION_LENGTH = 2000;
/** Maximum characters of a placeholder, which is one line. */
export const FIELD_PLACEHOLDER_LENGTH = 100;
export const FIELD_CODE = /^[a-z][a-z0-9_]{0,39}$/;

export type FieldOption = {
  readonly code: string;
  readonly names: Readonly<Partial<Record<Language, string>>>;
  /** An inactive option stays readable and can't be chosen. */
  readonly active: boolean;
};

/** A service's own field, besides those that every ticket has. */
export type Field = {
  readonly serviceId: string;
  /** The key of its values; never reused, not even after deletion. */
  readonly code: string;
  readonly version: number;
  readonly scope: FieldScope;
  /** Can change: a stored value keeps the type with which it was written. */
  readonly type: FieldType;
  readonly names: Readonly<Partial<Record<Language, string>>>;
  /**
   * Shown in the input while it is empty, in the languages in which there is one; only for types that `hasPlaceholder`
   * names.
   */
  readonly placeholders: Readonly<Partial<Record<Language, string>>>;
  /** After a save that changes fields of its scope, it must have a value. */
  readonly required: boolean;
  /** Who sees and fills it: agents (administrators always may), customers in forms. */
  readonly exposure: { readonly agent: boolean; readonly customer: boolean };
  /**
   * Stored encrypted, shown to those who may unmask, never in logs, events or search. Can't be changed later, since old
   * logs could hold plain values.
   */
  readonly encrypted: boolean;
  /** In display order. Kept when the type changes to one without options, since old values name them. */
  readonly options: readonly FieldOption[];
  /** Maximum characters; only for text and textarea. */
  readonly maxLength?: number;
  /** Position among the fields of its scope, from 0. */
  readonly order: number;
  /** For scope `customer`: the inquiry types whose tickets have it; empty: all. */
  readonly inquiryTypeIds: readonly string[];
  /** An inactive field is not asked for; its values stay. */
  readonly active: boolean;
  /** A tombstone keeps its code reserved and its old values readable. */
  readonly deleted: boolean;
};

export type FieldRefusal =
  | { readonly code: 'field_not_found'; readonly field: string }
  | { readonly code: 'field_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'field_code_taken'; readonly field: string }
  | { readonly code: 'too_many_fields'; readonly limit: number }
  /** The field that another one was to stand before is deleted, or is none of that scope. */
  | { readonly code: 'field_place_gone'; readonly field: string }
  | { readonly code: 'field_not_valid'; readonly errors: readonly WrittenError[] };

const OPTION_TYPES: readonly FieldType[] = ['checkbox', 'dropdown', 'radio'];
/** Dates show the form in which they are typed, which another text would hide; the rest have no empty line. */
const PLACEHOLDER_TYPES: readonly FieldType[] = ['text', 'textarea', 'dropdown'];
const TEXT_LIMITS: Partial<Record<FieldType, number>> = { text: TEXT_LENGTH, textarea: TEXTAREA_LENGTH };

export const hasOptions = (type: FieldType): boolean => OPTION_TYPES.includes(type);
/** Whether an empty input of this type shows a text of the service's. */
export const hasPlaceholder = (type: FieldType): boolean => PLACEHOLDER_TYPES.includes(type);
/** Maximum characters of a value; undefined for types without a length. */
export const lengthLimit = ({ type, maxLength }: Pick<Field, 'type' | 'maxLength'>): number | undefined =>
  TEXT_LIMITS[type] === undefined ? undefined : (maxLength ?? TEXT_LIMITS[type]);

const lengthErrors = (texts: Field['names'], limit: number, pointer: string): readonly WrittenError[] =>
  Object.entries(texts).flatMap(([language, text]) =>
    text.length > limit ? [{ pointer: `${pointer}/${language}`, detail: `At most ${limit} characters` }] : [],
  );
const nameErrors = (names: Field['names'], limit: number, pointer: string): readonly WrittenError[] =>
  Object.keys(names).length === 0
    ? [{ pointer, detail: 'It needs a name in one language at least' }]
    : lengthErrors(names, limit, pointer);

/** All errors of a field. Whether its inquiry types exist is checked by the use case. */
const errorsOf = (field: Field): readonly WrittenError[] => {
  const { type, names, placeholders, required, encrypted, options, maxLength, scope, inquiryTypeIds } = field;
  const limit = TEXT_LIMITS[type];
  const codes = options.map(({ code }) => code);
  const wrong = (holds: boolean, pointer: string, detail: string): readonly WrittenError[] =>
    holds ? [{ pointer, detail }] : [];
  return [
    ...nameErrors(names, type === 'caption' || type === 'agree' ? FIELD_CAPTION_LENGTH : FIELD_NAME_LENGTH, '#/names'),
    ...lengthErrors(placeholders, FIELD_PLACEHOLDER_LENGTH, '#/placeholders'),
    ...wrong(
      !hasPlaceholder(type) && Object.keys(placeholders).length > 0,
      '#/placeholders',
      `A ${type} shows no placeholder`,
    ),
    ...options.flatMap((option, index) => nameErrors(option.names, FIELD_NAME_LENGTH, `#/options/${index}/names`)),
    ...wrong(required && type === 'caption', '#/required', 'A caption holds no value'),
    ...wrong(encrypted && (type === 'caption' || type === 'file'), '#/encrypted', `A ${type} can’t be encrypted`),
    ...wrong(
      hasOptions(type) && !options.some(({ active }) => active),
      '#/options',
      'It needs an option that can be chosen',
    ),
    ...codes.flatMap((code, index) =>
      wrong(codes.indexOf(code) !== index, `#/options/${index}/code`, 'Another option has this code'),
    ),
    ...wrong(
      options.length > FIELD_OPTIONS_LIMIT,
      '#/options',
      `At most ${FIELD_OPTIONS_LIMIT} options, those taken away included`,
    ),
    ...wrong(maxLength !== undefined && limit === undefined, '#/maxLength', 'Only texts have a length'),
    ...wrong(
      maxLength !== undefined && limit !== undefined && maxLength > limit,
      '#/maxLength',
      `At most ${limit} characters`,
    ),
    ...wrong(scope === 'agent' && inquiryTypeIds.length > 0, '#/inquiryTypeIds', 'Agents’ fields are on every ticket'),
    ...wrong(
      new Set(inquiryTypeIds).size !== inquiryTypeIds.length,
      '#/inquiryTypeIds',
      'An inquiry type is named twice',
    ),
  ];
};

/** A valid field, or all of its errors. */
export const checkField = (field: Field): Result<Field, FieldRefusal> => {
  const errors = errorsOf(field);
  return errors.length === 0 ? ok(field) : err({ code: 'field_not_valid', errors });
};

/** Omitted members stay unchanged; `maxLength` null removes the limit. */
export type FieldChanges = {
  readonly [
    K in 'type' | 'names' | 'placeholders' | 'required' | 'exposure' | 'options' | 'order' | 'inquiryTypeIds' | 'active'
  ]?: Field[K];
} & { readonly maxLength?: number | null };

/** Adds options that are no longer named as inactive ones at the end, since old values name them. */
const withFormer = (named: readonly FieldOption[], former: readonly FieldOption[]): readonly FieldOption[] => [
  ...named,
  ...former
    .filter(({ code }) => !named.some((option) => option.code === code))
    .map((option) => ({ ...option, active: false })),
];

/**
 * The field with these changes, not yet checked (`checkField`). A new type without length or placeholder drops the old
 * ones.
 */
export const changedField = (field: Field, { maxLength, options, placeholders, ...changes }: FieldChanges): Field => {
  const { maxLength: formerLength, ...rest } = field;
  const next = {
    ...rest,
    ...changes,
    options: options === undefined ? field.options : withFormer(options, field.options),
    placeholders: placeholders ?? (hasPlaceholder(changes.type ?? field.type) ? field.placeholders : {}),
  };
  const limit = TEXT_LIMITS[next.type];
  const kept = limit === undefined || formerLength === undefined || formerLength > limit ? undefined : formerLength;
  const length = maxLength === undefined ? kept : (maxLength ?? undefined);
  return { ...next, ...(length === undefined ? {} : { maxLength: length }) };
};

/** The tombstone of a deleted field. */
export const tombstoneOf = (field: Field): Field => ({
  ...field,
  active: false,
  deleted: true,
  version: field.version + 1,
});

/** Fields as they are shown, one after the other. Those of one position follow by their codes, so always alike. */
export const inOrder = <F extends Pick<Field, 'code' | 'order'>>(fields: readonly F[]): readonly F[] =>
  fields.toSorted((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1));

/**
 * The fields of a scope, given in their order, with one of them moved before another one; before null: behind the last.
 * Positions become 0, 1, 2 …; a field that gets another one has the next version.
 */
export const moved = (fields: readonly Field[], code: string, before: string | null): readonly Field[] => {
  if (code === before) return fields;
  const others = fields.filter((field) => field.code !== code);
  const place = before === null ? others.length : others.findIndex((field) => field.code === before);
  const field = fields.filter((each) => each.code === code);
  return [...others.slice(0, place), ...field, ...others.slice(place)].map((each, order) =>
    each.order === order ? each : { ...each, order, version: each.version + 1 },
  );
};
