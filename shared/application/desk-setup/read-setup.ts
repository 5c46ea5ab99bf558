import { type StoredSetup, setupOf } from '../../domain/desk-setup/setup-of.ts';
import type {
  CategoryRepository,
  FieldRepository,
  RestrictedWordsRepository,
  TemplateRepository,
} from '../ports/desk-settings.ts';
import type { MailLayoutRepository } from '../ports/mails.ts';
import type { WholeSetup } from '../../domain/desk-setup/setup-document.ts';

export type SetupRepositories = {
  readonly categories: CategoryRepository;
  readonly definitions: FieldRepository;
  readonly templates: Pick<TemplateRepository, 'list' | 'save' | 'remove'>;
  readonly layouts: Pick<MailLayoutRepository, 'list' | 'save' | 'remove'>;
  readonly restrictedWords: RestrictedWordsRepository;
};

/** A service's set-up, with the versions of its category trees for writing. */
export type ReadSetup = StoredSetup & {
  readonly treeVersions: { readonly inquiry_type: number; readonly processing_type: number };
};

export const readSetup =
  ({ categories, definitions, templates, layouts, restrictedWords }: SetupRepositories) =>
  async (serviceId: string): Promise<ReadSetup> => {
    const [inquiries, processings, fields, shared, mails, words] = await Promise.all([
      categories.readTree(serviceId, 'inquiry_type'),
      categories.readTree(serviceId, 'processing_type'),
      definitions.list(serviceId),
      templates.list(serviceId, undefined),
      layouts.list(serviceId),
      restrictedWords.find(serviceId),
    ]);
    return {
      categories: [...inquiries.categories, ...processings.categories],
      fields,
      templates: shared.map(({ useCount: _, ...template }) => template),
      layouts: mails,
      words,
      treeVersions: { inquiry_type: inquiries.version, processing_type: processings.version },
    };
  };

/** A service's set-up as a document that can be imported into another service. */
export const exportSetup = (deps: SetupRepositories) => {
  const read = readSetup(deps);
  return async (serviceId: string): Promise<WholeSetup> => setupOf(await read(serviceId));
};
