import type { AdminDictionary } from './en.ts';
import { categoriesKo } from './categories.ko.ts';
import { fieldsKo } from './fields.ko.ts';
import { frameKo } from './frame.ko.ts';
import { noticesKo } from './notices.ko.ts';
import { overviewKo } from './overview.ko.ts';
import { serviceKo } from './service.ko.ts';
import { setupKo } from './setup.ko.ts';
import { sourcesKo } from './sources.ko.ts';

/** All texts of the administration in Korean. */
export const adminKo: AdminDictionary = {
  ...categoriesKo,
  ...fieldsKo,
  ...frameKo,
  ...noticesKo,
  ...overviewKo,
  ...serviceKo,
  ...setupKo,
  ...sourcesKo,
};
