import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { RestrictedWords } from '../../domain/restricted/restricted-words.ts';

export type RestrictedWordsRepository = {
  /** Of a service that has no list yet: an empty one of version 0. Consistent. */
  find(serviceId: string): Promise<RestrictedWords>;
  /**
   * Writes it with the fact that tells of it, in one transaction, if the stored one still has the version before. False
   * when somebody else was first.
   */
  save(words: RestrictedWords, before: RestrictedWords, fact: DeskFact): Promise<boolean>;
};
