import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from '../ui/words/en.ts';
import { ko } from '../ui/words/ko.ts';
import { readPreference, writePreference } from './preferences.ts';

/** The languages that the console is translated into, with their own names. */
export const CONSOLE_LANGUAGES = { ko: '한국어', en: 'English' } as const;
export type ConsoleLanguage = keyof typeof CONSOLE_LANGUAGES;

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

/** Loads the dictionaries and chooses the language. `offered` are the deployment's languages, the default first. */
export const startLanguages = async (offered: readonly string[]): Promise<void> => {
  const language = chooseLanguage(offered, readPreference('language'), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'words',
    ns: ['words'],
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { words: en }, ko: { words: ko } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language;
};

/** Shows the console in the agent's language, and keeps a copy of the choice with which the next start begins. */
export const applyLanguage = async (choice: ConsoleLanguage | 'auto', offered: readonly string[]): Promise<void> => {
  writePreference('language', choice);
  const language = chooseLanguage(offered, choice, navigator.languages);
  if (i18next.language === language) return;
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
};
