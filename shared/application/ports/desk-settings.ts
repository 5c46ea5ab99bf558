import type { Category, CategoryKind } from '../../domain/desk/category.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Field } from '../../domain/desk/field.ts';
import type { InformationSource } from '../../domain/customer-information/information-source.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { RestrictedWords } from '../../domain/restricted/restricted-words.ts';
import type { CountedTemplate, Template } from '../../domain/template/template.ts';

/** One category tree of a service. `version` grows with each write to one of its categories; 0 before the first. */
export type CategoryTree = { readonly version: number; readonly categories: readonly Category[] };

/** DynamoDB writes 100 rows in one transaction: those of the tree, a category and its fact are three of them. */
export const SIBLINGS_AT_ONCE = 97;

export type CategoryRepository = {
  /** Consistent: if a category was read in a newer state than the tree's version, a save with that version fails. */
  readTree(serviceId: string, kind: CategoryKind): Promise<CategoryTree>;
  /**
   * Writes a category with its audit fact and with the siblings that got another order because of it, at most
   * SIBLINGS_AT_ONCE, if the tree still has this version. Returns false otherwise.
   */
  save(category: Category, treeVersion: number, fact: DeskFact, siblings?: readonly Category[]): Promise<boolean>;
  /** Writes categories of one tree, 1 to SIBLINGS_AT_ONCE, of which only the order changed, like `save`. */
  renumber(categories: readonly Category[], treeVersion: number): Promise<boolean>;
};

/** A field before and after a change. */
export type FieldChange = { readonly before: Field; readonly after: Field };

/** Definitions of a service's own fields. Rows are never removed: a deleted field is a tombstone. */
export type FieldRepository = {
  /** All fields of a service with tombstones, in no order. Consistent read. */
  list(serviceId: string): Promise<readonly Field[]>;
  find(serviceId: string, code: string): Promise<Field | undefined>;
  /**
   * Writes the field with its audit fact, if the stored one has the version of `before` (absent: the code was never
   * used). Returns false otherwise. A change raises the revision of the service's triggers in the same transaction.
   */
  save(field: Field, before: Field | undefined, fact: DeskFact): Promise<boolean>;
  /**
   * Writes fields, of which only the order changed, with their audit fact in one transaction, if each of them still has
   * the version of `before`. Returns false otherwise. A transaction takes 99 fields and 4 MB.
   */
  saveAll(changes: readonly FieldChange[], fact: DeskFact): Promise<boolean>;
};

export type InformationSourceRepository = {
  /** All sources of a service: SOURCES_LIMIT, or a few more after concurrent creations. Consistent read. */
  list(serviceId: string): Promise<readonly InformationSource[]>;
  find(serviceId: string, sourceId: string): Promise<InformationSource | undefined>;
  /**
   * Writes the source with its audit fact in one transaction, if the stored one has the version of `before` (absent:
   * must not exist). Returns false otherwise.
   */
  save(source: InformationSource, before: InformationSource | undefined, fact: DeskFact): Promise<boolean>;
  /** Deletes the source with its audit fact in one transaction, if it has this version. Returns false otherwise. */
  remove(source: InformationSource, fact: DeskFact): Promise<boolean>;
};

export type NoticeRepository = {
  /** All notices of a service, at most NOTICES_LIMIT. Consistent read. */
  list(serviceId: string): Promise<readonly Notice[]>;
  find(serviceId: string, noticeId: string): Promise<Notice | undefined>;
  /**
   * Writes the notice with its audit fact, if the stored one has the version of `before` (absent: must not exist).
   * Returns false otherwise.
   */
  save(notice: Notice, before: Notice | undefined, fact: DeskFact): Promise<boolean>;
  /** Deletes the notice with its audit fact, if it has this version. Returns false otherwise. */
  remove(notice: Notice, fact: DeskFact): Promise<boolean>;
};

export type RestrictedWordsRepository = {
  /** An empty list of version 0 when the service has none. Consistent read. */
  find(serviceId: string): Promise<RestrictedWords>;
  /**
   * Writes the list with its audit fact in one transaction, if the stored one has the version of `before`. Returns
   * false otherwise.
   */
  save(words: RestrictedWords, before: RestrictedWords, fact: DeskFact): Promise<boolean>;
};

export type TemplateRepository = {
  /** Whole templates in no order: an agent's own, or without an owner those that the service shares. */
  list(serviceId: string, ownerId: string | undefined): Promise<readonly CountedTemplate[]>;
  /** A template that the agent can see: a shared one or their own. Consistent read. */
  find(serviceId: string, templateId: string, agentId: string): Promise<CountedTemplate | undefined>;
  /**
   * Writes the template, its search code and its audit fact together, if the stored one has the version of `before`
   * (absent: must not exist). The use count stays unchanged. `changed`: another version is stored; `code_taken`:
   * another template of the same owner has the search code.
   */
  save(template: Template, before: Template | undefined, fact?: DeskFact): Promise<'saved' | 'changed' | 'code_taken'>;
  /** Deletes the template and frees its search code, if it has this version. Returns false otherwise. */
  remove(template: Template, fact?: DeskFact): Promise<boolean>;
  /** Increments the use count; does nothing when the template is deleted. */
  countUse(template: Pick<Template, 'serviceId' | 'ownerId' | 'templateId'>): Promise<void>;
};
