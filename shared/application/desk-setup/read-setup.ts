import { type StoredSetup, setupOf } from '../../domain/desk-setup/setup-of.ts';
import type {
  CategoryRepository,
  FieldRepository,
  RestrictedWordsRepository,
  TemplateRepository,
} from '../ports/desk-settings.ts';
import type { MailLayoutRepository } from '../ports/mails.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import type { WholeSetup } from '../../domain/desk-setup/setup-document.ts';

export type SetupRepositories = {
  readonly categories: CategoryRepository;
  readonly definitions: FieldRepository;
  readonly templates: Pick<TemplateRepository, 'list' | 'save' | 'remove'>;
  readonly layouts: Pick<MailLayoutRepository, 'list' | 'save' | 'remove'>;
  readonly restrictedWords: RestrictedWordsRepository;
  readonly triggers: Pick<TriggerRepository, 'list' | 'save'>;
};

/** A service's set-up, with the versions of its category trees and its triggers for writing. */
export type ReadSetup = StoredSetup & {
  readonly treeVersions: { readonly inquiry_type: number; readonly processing_type: number };
  /** Of the triggers. */
  readonly revision: number;
};

export const readSetup =
  ({ categories, definitions, templates, layouts, restrictedWords, triggers }: SetupRepositories) =>
  async (serviceId: string): Promise<ReadSetup> => {
    const [inquiries, processings, fields, shared, mails, words, rules] = await Promise.all([
      categories.readTree(serviceId, 'inquiry_type'),
      categories.readTree(serviceId, 'processing_type'),
      definitions.list(serviceId),
      templates.list(serviceId, undefined),
      layouts.list(serviceId),
      restrictedWords.find(serviceId),
      triggers.list(serviceId),
    ]);
    return {
      categories: [...inquiries.categories, ...processings.categories],
      fields,
      templates: shared.map(({ useCount: _, ...template }) => template),
      layouts: mails,
      words,
      triggers: rules.triggers,
      revision: rules.revision,
      treeVersions: { inquiry_type: inquiries.version, processing_type: processings.version },
    };
  };

/** A service's set-up as a document that can be imported into another service. */
export const exportSetup = (deps: SetupRepositories) => {
  const read = readSetup(deps);
  return async (serviceId: string): Promise<WholeSetup> => setupOf(await read(serviceId));
};
