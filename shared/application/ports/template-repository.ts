import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { CountedTemplate, Template } from '../../domain/template/template.ts';

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
