import type { AdminDictionary } from './en.ts';
import { frameKo } from './frame.ko.ts';
import { overviewKo } from './overview.ko.ts';
import { serviceKo } from './service.ko.ts';
import { noticesKo } from './notices.ko.ts';
import { setupKo } from './setup.ko.ts';
import { sourcesKo } from './sources.ko.ts';

/** All texts of the administration in Korean. */
export const adminKo: AdminDictionary = {
  ...frameKo,
  ...overviewKo,
  ...serviceKo,
  ...sourcesKo,
  ...noticesKo,
  ...setupKo,
};
