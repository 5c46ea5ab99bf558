import type { CategoryKind } from '../desk/category.ts';
import type { Field } from '../desk/field.ts';
import type { LayoutKind } from '../mail/mail-layout.ts';
import type { Language } from '../ticket/ticket.ts';
import type { OpenAction } from '../trigger/trigger-secrets.ts';
import type { Trigger } from '../trigger/trigger.ts';

/** Increases when older documents can't be read any more. */
export const SETUP_VERSION = 1;

type Names = Readonly<Partial<Record<Language, string>>>;

/** `id` is the category's own: other parts of the document refer to it, and the importing service uses it too. */
export type SetupCategory = {
  readonly kind: CategoryKind;
  readonly id: string;
  readonly parentId?: string;
  readonly names: Names;
  readonly active: boolean;
  readonly order: number;
};
/** Identified by its code. */
export type SetupField = Pick<
  Field,
  | 'code'
  | 'scope'
  | 'type'
  | 'names'
  | 'placeholders'
  | 'required'
  | 'exposure'
  | 'encrypted'
  | 'options'
  | 'order'
  | 'inquiryTypeIds'
  | 'active'
> & { readonly maxLength?: number };
/** A shared template, identified by its search code. */
export type SetupTemplate = {
  readonly searchCode: string;
  readonly name: string;
  readonly language: Language;
  readonly html: string;
  readonly categoryIds: readonly string[];
};
/** Identified by kind and language; for others the built-in layout applies. */
export type SetupLayout = {
  readonly kind: LayoutKind;
  readonly language: Language;
  readonly subject?: string;
  readonly html: string;
};

/** Of a call whether it is signed; neither what signs it nor where a notice goes is in a document. */
export type SetupAction =
  | Exclude<OpenAction, { readonly kind: 'call_url' }>
  | { readonly kind: 'call_url'; readonly url: string; readonly signed: boolean };
/**
 * Identified by its id, which is the same in every service that the document is imported into. Triggers stand in their
 * order. Groups and agents that it names are those of the service, by their ids.
 */
export type SetupTrigger = Pick<Trigger, 'name' | 'active' | 'event' | 'mode' | 'conditions'> & {
  readonly id: string;
  readonly actions: readonly SetupAction[];
};

/** Parts of a set-up in import order: referenced parts come before those that refer to them. */
export const SETUP_SECTIONS = [
  'categories',
  'fields',
  'templates',
  'mailLayouts',
  'restrictedWords',
  'triggers',
] as const;
export type SetupSection = (typeof SETUP_SECTIONS)[number];

/**
 * A service's set-up as a document. It has no ids that only one service knows, so that another can import it. An absent
 * part leaves that part unchanged.
 */
export type SetupDocument = {
  readonly version: typeof SETUP_VERSION;
  readonly categories?: readonly SetupCategory[];
  readonly fields?: readonly SetupField[];
  readonly templates?: readonly SetupTemplate[];
  readonly mailLayouts?: readonly SetupLayout[];
  readonly restrictedWords?: readonly string[];
  readonly triggers?: readonly SetupTrigger[];
};

/** A document with every part, as it is exported. */
export type WholeSetup = Required<SetupDocument>;
