import { loadFurtherWords } from '../languages.ts';

/** Loads the words in which triggers are told, with the first part of the console that tells of them. */
export const loadTriggerWords = (): Promise<void> =>
  loadFurtherWords('triggers', {
    ko: async () => (await import('../../ui/words/triggers/ko.ts')).triggersKo,
    en: async () => (await import('../../ui/words/triggers/en.ts')).triggersEn,
  });
