import { agentsEn } from './agents.en.ts';
import { categoriesEn } from './categories.en.ts';
import { fieldsEn } from './fields.en.ts';
import { frameEn } from './frame.en.ts';
import { groupsEn } from './groups.en.ts';
import { noticesEn } from './notices.en.ts';
import { overviewEn } from './overview.en.ts';
import { wordsEn } from './restricted-words.en.ts';
import { sendersEn } from './senders.en.ts';
import { serviceEn } from './service.en.ts';
import { setupEn } from './setup.en.ts';
import { sourcesEn } from './sources.en.ts';
import { textsEn } from './texts.en.ts';
import { triggersEn } from './triggers.en.ts';

/** All texts of the administration in English, by section. Other languages have the same keys. */
export const adminEn = {
  ...agentsEn,
  ...categoriesEn,
  ...fieldsEn,
  ...frameEn,
  ...groupsEn,
  ...noticesEn,
  ...overviewEn,
  ...wordsEn,
  ...sendersEn,
  ...serviceEn,
  ...setupEn,
  ...sourcesEn,
  ...textsEn,
  ...triggersEn,
};
export type AdminWordKey = keyof typeof adminEn;
export type AdminDictionary = Readonly<Record<AdminWordKey, string>>;
