import { categoriesEn } from './categories.en.ts';
import { fieldsEn } from './fields.en.ts';
import { frameEn } from './frame.en.ts';
import { noticesEn } from './notices.en.ts';
import { overviewEn } from './overview.en.ts';
import { serviceEn } from './service.en.ts';
import { setupEn } from './setup.en.ts';
import { sourcesEn } from './sources.en.ts';

/** All texts of the administration in English, by section. Other languages have the same keys. */
export const adminEn = {
  ...categoriesEn,
  ...fieldsEn,
  ...frameEn,
  ...noticesEn,
  ...overviewEn,
  ...serviceEn,
  ...setupEn,
  ...sourcesEn,
};
export type AdminWordKey = keyof typeof adminEn;
export type AdminDictionary = Readonly<Record<AdminWordKey, string>>;
