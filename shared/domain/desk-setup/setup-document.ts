import type { CategoryKind } from '../desk/category.ts';
import type { Field } from '../desk/field.ts';
import type { LayoutKind } from '../mail/mail-layout.ts';
import type { Language } from '../ticket/ticket.ts';

/** Grows when a document of before can't be read as it is any more. */
export const SETUP_VERSION = 1;

type Names = Readonly<Partial<Record<Language, string>>>;

/** `id` is the category's own: other parts of the document name it, and so does the desk that takes it in. */
export type SetupCategory = {
  readonly kind: CategoryKind;
  readonly id: string;
  readonly parentId?: string;
  readonly names: Names;
  readonly active: boolean;
  readonly order: number;
};
/** Known by its code. */
export type SetupField = Pick<
  Field,
  | 'code'
  | 'scope'
  | 'type'
  | 'names'
  | 'required'
  | 'exposure'
  | 'encrypted'
  | 'options'
  | 'order'
  | 'inquiryTypeIds'
  | 'active'
> & { readonly maxLength?: number };
/** One that a service shares, known by its search code. */
export type SetupTemplate = {
  readonly searchCode: string;
  readonly name: string;
  readonly language: Language;
  readonly html: string;
  readonly categoryIds: readonly string[];
};
/** Known by kind and language; what the document doesn't have is the built-in one. */
export type SetupLayout = {
  readonly kind: LayoutKind;
  readonly language: Language;
  readonly subject?: string;
  readonly html: string;
};

/** Parts of a set-up, in the order in which they are brought in: what is named comes before what names it. */
export const SETUP_SECTIONS = ['categories', 'fields', 'templates', 'mailLayouts', 'restrictedWords'] as const;
export type SetupSection = (typeof SETUP_SECTIONS)[number];

/**
 * A service's set-up as code. It names nothing by an id that only one service has, so that it goes into another. A part
 * that is absent says nothing about that part.
 */
export type SetupDocument = {
  readonly version: typeof SETUP_VERSION;
  readonly categories?: readonly SetupCategory[];
  readonly fields?: readonly SetupField[];
  readonly templates?: readonly SetupTemplate[];
  readonly mailLayouts?: readonly SetupLayout[];
  readonly restrictedWords?: readonly string[];
  /** Empty until there are triggers. */
  readonly triggers?: readonly never[];
};

/** A document with every part, as it is exported. */
export type WholeSetup = Required<SetupDocument>;
