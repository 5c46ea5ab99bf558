import type { Category, CategoryKind } from '../../domain/desk/category.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Field } from '../../domain/desk/field.ts';
import type { InformationSource } from '../../domain/customer-information/information-source.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { RestrictedWords } from '../../domain/restricted/restricted-words.ts';
import type { CountedTemplate, Template } from '../../domain/template/template.ts';

/** One tree of a service; `version` grows with each write to any of its categories, 0 before the first. */
export type CategoryTree = { readonly version: number; readonly categories: readonly Category[] };

export type CategoryRepository = {
  /**
   * Consistent: no category is newer than the tree's version says without the save that goes by that version failing.
   */
  readTree(serviceId: string, kind: CategoryKind): Promise<CategoryTree>;
  /**
   * Writes a category with the fact that tells of it, if nobody has written to its tree since this version. False when
   * somebody has.
   */
  save(category: Category, treeVersion: number, fact: DeskFact): Promise<boolean>;
};

/** Definitions of a service's own fields. Rows are never taken away: a deleted field is a tombstone. */
export type FieldRepository = {
  /** All of a service, tombstones too, in no order. Consistent. */
  list(serviceId: string): Promise<readonly Field[]>;
  find(serviceId: string, code: string): Promise<Field | undefined>;
  /**
   * Writes it with the fact that tells of it, if the stored one still has the version before (absent: must never have
   * been). False when somebody else was first.
   */
  save(field: Field, before: Field | undefined, fact: DeskFact): Promise<boolean>;
};

export type InformationSourceRepository = {
  /** All of a service, at most a few more than SOURCES_LIMIT. Consistent. */
  list(serviceId: string): Promise<readonly InformationSource[]>;
  find(serviceId: string, sourceId: string): Promise<InformationSource | undefined>;
  /**
   * Writes it with the fact that tells of it, in one transaction, if the stored one still has the version before
   * (absent: must not exist). False when somebody else was first.
   */
  save(source: InformationSource, before: InformationSource | undefined, fact: DeskFact): Promise<boolean>;
  /**
   * Deletes it with the fact that tells of it, in one transaction, if it still has this version. False when it has
   * another or is gone.
   */
  remove(source: InformationSource, fact: DeskFact): Promise<boolean>;
};

export type NoticeRepository = {
  /** All of a service, at most NOTICES_LIMIT. Consistent. */
  list(serviceId: string): Promise<readonly Notice[]>;
  find(serviceId: string, noticeId: string): Promise<Notice | undefined>;
  /**
   * Writes it if the stored one still has the version before (absent: must not exist). False when somebody else was
   * first.
   */
  save(notice: Notice, before: Notice | undefined): Promise<boolean>;
  /** Deletes it if it still has this version. False when it has another; deleting what is gone is well. */
  remove(notice: Notice): Promise<boolean>;
};

export type RestrictedWordsRepository = {
  /** Of a service that has no list yet: an empty one of version 0. Consistent. */
  find(serviceId: string): Promise<RestrictedWords>;
  /**
   * Writes it with the fact that tells of it, in one transaction, if the stored one still has the version before. False
   * when somebody else was first.
   */
  save(words: RestrictedWords, before: RestrictedWords, fact: DeskFact): Promise<boolean>;
};

export type TemplateRepository = {
  /** An agent's own ones or, without an owner, those that the service shares; whole, in no order. */
  list(serviceId: string, ownerId: string | undefined): Promise<readonly CountedTemplate[]>;
  /** One that an agent sees: shared, or their own. Consistent. */
  find(serviceId: string, templateId: string, agentId: string): Promise<CountedTemplate | undefined>;
  /**
   * Writes it, its search code and the fact together, if the stored one still has the version before (absent: must not
   * exist). Its count stays.
   * `changed`: somebody else was first; `code_taken`: another template of the same owner has the search code.
   */
  save(template: Template, before: Template | undefined, fact?: DeskFact): Promise<'saved' | 'changed' | 'code_taken'>;
  /** Deletes it and frees its search code if it still has this version. False when it has another or is gone. */
  remove(template: Template, fact?: DeskFact): Promise<boolean>;
  /** One more use; of a template that is gone: nothing. */
  countUse(template: Pick<Template, 'serviceId' | 'ownerId' | 'templateId'>): Promise<void>;
};
