import type { RestrictedWordsRepository } from '../../../shared/application/ports/desk-settings.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import { noRestrictedWords, type RestrictedWords } from '../../../shared/domain/restricted/restricted-words.ts';

/** Lists in memory, and the facts that were written with them. */
export const memoryRestrictedWords = (): RestrictedWordsRepository & { readonly facts: readonly DeskFact[] } => {
  const lists = new Map<string, RestrictedWords>();
  const facts: DeskFact[] = [];
  const find = (serviceId: string) => lists.get(serviceId) ?? noRestrictedWords(serviceId);
  return {
    facts,
    find: async (serviceId) => find(serviceId),
    async save(words, before, fact) {
      if (find(words.serviceId).version !== before.version) return false;
      lists.set(words.serviceId, words);
      facts.push(fact);
      return true;
    },
  };
};
