import { agentsEn } from './agents.en.ts';
import { categoriesEn } from './categories.en.ts';
import { frameEn } from './frame.en.ts';
import { groupsEn } from './groups.en.ts';
import { overviewEn } from './overview.en.ts';
import { serviceEn } from './service.en.ts';

/** All texts of the administration in English, by section. Other languages have the same keys. */
export const adminEn = { ...frameEn, ...overviewEn, ...serviceEn, ...agentsEn, ...groupsEn, ...categoriesEn };
export type AdminWordKey = keyof typeof adminEn;
export type AdminDictionary = Readonly<Record<AdminWordKey, string>>;
