import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { WordKey } from '../ui/words/en.ts';
import { readPreference, writePreference } from './preferences.ts';

/** The languages that the console is translated into, with their own names. */
export const CONSOLE_LANGUAGES = { ko: '한국어', en: 'English' } as const;
export type ConsoleLanguage = keyof typeof CONSOLE_LANGUAGES;

/** Only the dictionary of the language that is shown is loaded. */
const DICTIONARIES: Readonly<Record<ConsoleLanguage, () => Promise<Readonly<Record<WordKey, string>>>>> = {
  ko: async () => (await import('../ui/words/ko.ts')).ko,
  en: async () => (await import('../ui/words/en.ts')).en,
};

const isConsoleLanguage = (value: string): value is ConsoleLanguage => value in CONSOLE_LANGUAGES;

/** The agent's choice; else the first of the browser's languages that is offered; else the first one offered. */
const chooseLanguage = (
  offered: readonly string[],
  kept: string | null,
  browser: readonly string[],
): ConsoleLanguage => {
  const known = offered.filter(isConsoleLanguage);
  const wishes = [...(kept === null ? [] : [kept]), ...browser.map((tag) => tag.slice(0, 2).toLowerCase())];
  return wishes.filter(isConsoleLanguage).find((wish) => known.includes(wish)) ?? known[0] ?? 'en';
};

/** Begins to load the dictionary that will most likely be shown, while it is not known yet which ones are offered. */
export const loadWordsAhead = (): void => {
  const guess = chooseLanguage(Object.keys(CONSOLE_LANGUAGES), readPreference('language'), navigator.languages);
  DICTIONARIES[guess]().catch(() => undefined);
};

/** Chooses the language and loads its dictionary. `offered` are the deployment's languages, the default first. */
export const startLanguages = async (offered: readonly string[]): Promise<void> => {
  const language = chooseLanguage(offered, readPreference('language'), navigator.languages);
  const words = await DICTIONARIES[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'words',
    ns: ['words'],
    keySeparator: false,
    nsSeparator: false,
    resources: { [language]: { words } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language;
};

type Words = Readonly<Record<string, string>>;
type Dictionaries = Readonly<Record<ConsoleLanguage, () => Promise<Words>>>;

/** The dictionaries of parts that few people open, by their namespace. */
const further = new Map<string, Dictionaries>();

const addFurtherWords = async (namespace: string, dictionaries: Dictionaries, language: string): Promise<void> => {
  if (!isConsoleLanguage(language) || i18next.hasResourceBundle(language, namespace)) return;
  i18next.addResourceBundle(language, namespace, await dictionaries[language]());
};

/** Loads the words of a part of the console in the language that is shown, and in others once they are chosen. */
export const loadFurtherWords = async (namespace: string, dictionaries: Dictionaries): Promise<void> => {
  further.set(namespace, dictionaries);
  // Another language may be chosen while that of now is being loaded.
  while (!i18next.hasResourceBundle(i18next.language, namespace))
    await addFurtherWords(namespace, dictionaries, i18next.language);
};

/** Shows the console in the agent's language, and keeps a copy of the choice with which the next start begins. */
export const applyLanguage = async (choice: ConsoleLanguage | 'auto', offered: readonly string[]): Promise<void> => {
  writePreference('language', choice);
  const language = chooseLanguage(offered, choice, navigator.languages);
  if (i18next.language === language) return;
  if (!i18next.hasResourceBundle(language, 'words'))
    i18next.addResourceBundle(language, 'words', await DICTIONARIES[language]());
  await Promise.all([...further].map(([namespace, each]) => addFurtherWords(namespace, each, language)));
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
};
