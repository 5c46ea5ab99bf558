import { frameEn } from './frame.en.ts';
import { wordsEn } from './restricted-words.en.ts';
import { sendersEn } from './senders.en.ts';
import { overviewEn } from './overview.en.ts';
import { serviceEn } from './service.en.ts';
import { textsEn } from './texts.en.ts';

/** All texts of the administration in English, by section. Other languages have the same keys. */
export const adminEn = { ...frameEn, ...overviewEn, ...serviceEn, ...textsEn, ...sendersEn, ...wordsEn };
export type AdminWordKey = keyof typeof adminEn;
export type AdminDictionary = Readonly<Record<AdminWordKey, string>>;
