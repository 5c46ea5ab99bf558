import { frameEn } from './frame.en.ts';
import { serviceEn } from './service.en.ts';

/** All texts of the administration in English, by section. Other languages have the same keys. */
export const adminEn = { ...frameEn, ...serviceEn };
export type AdminWordKey = keyof typeof adminEn;
export type AdminDictionary = Readonly<Record<AdminWordKey, string>>;
