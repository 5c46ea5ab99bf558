import { agentsKo } from './agents.ko.ts';
import { categoriesKo } from './categories.ko.ts';
import type { AdminDictionary } from './en.ts';
import { frameKo } from './frame.ko.ts';
import { groupsKo } from './groups.ko.ts';
import { overviewKo } from './overview.ko.ts';
import { serviceKo } from './service.ko.ts';

/** All texts of the administration in Korean. */
export const adminKo: AdminDictionary = {
  ...frameKo,
  ...overviewKo,
  ...serviceKo,
  ...agentsKo,
  ...groupsKo,
  ...categoriesKo,
};
