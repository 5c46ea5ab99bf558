import type { CategoryRepository } from '../../../shared/application/ports/desk-settings.ts';
import type { DeskDirectory, DeskRegistry } from '../../../shared/application/ports/desk.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';

/** Categories in memory, kept where the directory finds them. */
export const memoryCategoryRepository = (
  desk: Pick<DeskDirectory, 'listCategories'> & Pick<DeskRegistry, 'putCategory'>,
): CategoryRepository & { readonly facts: readonly DeskFact[] } => {
  const versions = new Map<string, number>();
  const facts: DeskFact[] = [];
  const keyOf = (serviceId: string, kind: string) => JSON.stringify([serviceId, kind]);
  return {
    facts,
    readTree: async (serviceId, kind) => ({
      version: versions.get(keyOf(serviceId, kind)) ?? 0,
      categories: (await desk.listCategories(serviceId)).filter((category) => category.kind === kind),
    }),
    async save(category, treeVersion, fact) {
      const key = keyOf(category.serviceId, category.kind);
      if ((versions.get(key) ?? 0) !== treeVersion) return false;
      versions.set(key, treeVersion + 1);
      await desk.putCategory(category);
      facts.push(fact);
      return true;
    },
  };
};
