import type { AdminDictionary } from './en.ts';
import { agentsKo } from './agents.ko.ts';
import { categoriesKo } from './categories.ko.ts';
import { fieldsKo } from './fields.ko.ts';
import { frameKo } from './frame.ko.ts';
import { groupsKo } from './groups.ko.ts';
import { noticesKo } from './notices.ko.ts';
import { overviewKo } from './overview.ko.ts';
import { wordsKo } from './restricted-words.ko.ts';
import { sendersKo } from './senders.ko.ts';
import { serviceKo } from './service.ko.ts';
import { setupKo } from './setup.ko.ts';
import { sourcesKo } from './sources.ko.ts';
import { textsKo } from './texts.ko.ts';
import { triggersKo } from './triggers.ko.ts';

/** All texts of the administration in Korean. */
export const adminKo: AdminDictionary = {
  ...agentsKo,
  ...categoriesKo,
  ...fieldsKo,
  ...frameKo,
  ...groupsKo,
  ...noticesKo,
  ...overviewKo,
  ...wordsKo,
  ...sendersKo,
  ...serviceKo,
  ...setupKo,
  ...sourcesKo,
  ...textsKo,
  ...triggersKo,
};
