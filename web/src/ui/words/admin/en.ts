import { categoriesEn } from './categories.en.ts';
import { fieldsEn } from './fields.en.ts';
import { frameEn } from './frame.en.ts';
import { overviewEn } from './overview.en.ts';
import { serviceEn } from './service.en.ts';

/** All texts of the administration in English, by section. Other languages have the same keys. */
export const adminEn = { ...categoriesEn, ...fieldsEn, ...frameEn, ...overviewEn, ...serviceEn };
export type AdminWordKey = keyof typeof adminEn;
export type AdminDictionary = Readonly<Record<AdminWordKey, string>>;
