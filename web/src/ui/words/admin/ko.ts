import type { AdminDictionary } from './en.ts';
import { frameKo } from './frame.ko.ts';
import { wordsKo } from './restricted-words.ko.ts';
import { sendersKo } from './senders.ko.ts';
import { overviewKo } from './overview.ko.ts';
import { serviceKo } from './service.ko.ts';
import { textsKo } from './texts.ko.ts';

/** All texts of the administration in Korean. */
export const adminKo: AdminDictionary = {
  ...frameKo,
  ...overviewKo,
  ...serviceKo,
  ...textsKo,
  ...sendersKo,
  ...wordsKo,
};
