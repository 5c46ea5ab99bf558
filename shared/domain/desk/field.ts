import type { Language } from '../ticket/ticket.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { WrittenError } from './category.ts';

/** What a field holds: `caption` is a text between the fields and holds nothing. */
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

/**
 * `customer`: what is asked of the customer, per inquiry type. `agent`: what agents note, on every ticket of the
 * service.
 */
export const FIELD_SCOPES = ['customer', 'agent'] as const;
export type FieldScope = (typeof FIELD_SCOPES)[number];

/**
 * Fields that a service can have at a time; deleted ones don't count. A ticket's values of all of them lie in one row.
 */
export const FIELDS_LIMIT = 100;
export const FIELD_OPTIONS_LIMIT = 200;
/** Characters (code points) that a value can have at most, and has if the field says nothing. */
export const TEXT_LENGTH = 1000;
export const TEXTAREA_LENGTH = 4000;
/** Characters of a name; a caption or the text of a consent may be longer. */
export const FIELD_NAME_LENGTH = 100;
export const FIELD_CAPTION_LENGTH = 2000;
export const FIELD_CODE = /^[a-z][a-z0-9_]{0,39}$/;

export type FieldOption = {
  readonly code: string;
  readonly names: Readonly<Partial<Record<Language, string>>>;
  /** An inactive one stays readable and can't be chosen. */ readonly active: boolean;
};

/** A field that tickets of a service have besides those that every ticket has. */
export type Field = {
  readonly serviceId: string;
  /** What values are kept under: never used again, also after the field is deleted. */
  readonly code: string;
  readonly version: number;
  readonly scope: FieldScope;
  /** May change: a stored value carries the type that it was written with. */
  readonly type: FieldType;
  readonly names: Readonly<Partial<Record<Language, string>>>;
  /** A save that touches fields of its scope must leave it filled. */
  readonly required: boolean;
  /** Who sees and fills it: agents (administrators always do), customers in forms. */
  readonly exposure: { readonly agent: boolean; readonly customer: boolean };
  /**
   * Stored encrypted, shown to those who may unmask, never in logs, events or search. Settled when it is made: plain
   * values in old logs couldn't be called back.
   */
  readonly encrypted: boolean;
  /** In their order. Kept when the type becomes one without options: old values name them. */
  readonly options: readonly FieldOption[];
  /** Characters; of text and textarea only. */
  readonly maxLength?: number;
  /** Among the fields of its scope, from 0. */
  readonly order: number;
  /** Of scope customer: the inquiry types that ask for it; none means all. */
  readonly inquiryTypeIds: readonly string[];
  /** An inactive one is asked for nowhere; its values stay. */
  readonly active: boolean;
  /** A tombstone, which keeps its code and its old values readable. */
  readonly deleted: boolean;
};

export type FieldRefusal =
  | { readonly code: 'field_not_found'; readonly field: string }
  | { readonly code: 'field_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'field_code_taken'; readonly field: string }
  | { readonly code: 'too_many_fields'; readonly limit: number }
  | { readonly code: 'field_not_valid'; readonly errors: readonly WrittenError[] };

const OPTION_TYPES: readonly FieldType[] = ['checkbox', 'dropdown', 'radio'];
const TEXT_LIMITS: Partial<Record<FieldType, number>> = { text: TEXT_LENGTH, textarea: TEXTAREA_LENGTH };

export const hasOptions = (type: FieldType): boolean => OPTION_TYPES.includes(type);
/** How many characters a value of this field may have; undefined where the type has no length. */
export const lengthLimit = ({ type, maxLength }: Pick<Field, 'type' | 'maxLength'>): number | undefined =>
  TEXT_LIMITS[type] === undefined ? undefined : (maxLength ?? TEXT_LIMITS[type]);

const nameErrors = (names: Field['names'], limit: number, pointer: string): readonly WrittenError[] => {
  const given = Object.entries(names);
  if (given.length === 0) return [{ pointer, detail: 'It needs a name in one language at least' }];
  return given.flatMap(([language, name]) =>
    name.length > limit ? [{ pointer: `${pointer}/${language}`, detail: `At most ${limit} characters` }] : [],
  );
};

/** What is wrong with a field as it would stand. Whether its inquiry types are there, the use case asks. */
const errorsOf = (field: Field): readonly WrittenError[] => {
  const { type, names, required, encrypted, options, maxLength, scope, inquiryTypeIds } = field;
  const limit = TEXT_LIMITS[type];
  const codes = options.map(({ code }) => code);
  const wrong = (holds: boolean, pointer: string, detail: string): readonly WrittenError[] =>
    holds ? [{ pointer, detail }] : [];
  return [
    ...nameErrors(names, type === 'caption' || type === 'agree' ? FIELD_CAPTION_LENGTH : FIELD_NAME_LENGTH, '#/names'),
    ...options.flatMap((option, index) => nameErrors(option.names, FIELD_NAME_LENGTH, `#/options/${index}/names`)),
    ...wrong(required && type === 'caption', '#/required', 'A caption holds no value'),
    ...wrong(encrypted && (type === 'caption' || type === 'file'), '#/encrypted', `A ${type} can’t be encrypted`),
    ...wrong(
      hasOptions(type) && !options.some(({ active }) => active),
      '#/options',
      'It needs an option that can be chosen',
    ),
    ...wrong(new Set(codes).size !== codes.length, '#/options', 'Two options have one code'),
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

/** A field as an administrator would have it, or all that is wrong with it. */
export const checkField = (field: Field): Result<Field, FieldRefusal> => {
  const errors = errorsOf(field);
  return errors.length === 0 ? ok(field) : err({ code: 'field_not_valid', errors });
};

/** Members of a field that can be changed; what is left out stays, `maxLength` null takes the limit away. */
export type FieldChanges = {
  readonly [
    K in 'type' | 'names' | 'required' | 'exposure' | 'options' | 'order' | 'inquiryTypeIds' | 'active'
  ]?: Field[K];
} & { readonly maxLength?: number | null };

/** An option that isn't named any more stays, inactive and last: old values name it. */
const withFormer = (named: readonly FieldOption[], former: readonly FieldOption[]): readonly FieldOption[] => [
  ...named,
  ...former
    .filter(({ code }) => !named.some((option) => option.code === code))
    .map((option) => ({ ...option, active: false })),
];

/**
 * The field with these changes, whether they are possible or not: `checkField` tells. A length that the new type
 * doesn't have goes with the old one.
 */
export const changedField = (field: Field, { maxLength, options, ...changes }: FieldChanges): Field => {
  const { maxLength: formerLength, ...rest } = field;
  const next = {
    ...rest,
    ...changes,
    options: options === undefined ? field.options : withFormer(options, field.options),
  };
  const limit = TEXT_LIMITS[next.type];
  const kept = limit === undefined || formerLength === undefined || formerLength > limit ? undefined : formerLength;
  const length = maxLength === undefined ? kept : (maxLength ?? undefined);
  return { ...next, ...(length === undefined ? {} : { maxLength: length }) };
};

/** What remains of a deleted field. */
export const tombstoneOf = (field: Field): Field => ({
  ...field,
  active: false,
  deleted: true,
  version: field.version + 1,
});
