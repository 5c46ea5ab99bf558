import type { AdminDictionary } from './en.ts';
import { fieldsKo } from './fields.ko.ts';
import { frameKo } from './frame.ko.ts';
import { overviewKo } from './overview.ko.ts';
import { serviceKo } from './service.ko.ts';

/** All texts of the administration in Korean. */
export const adminKo: AdminDictionary = { ...frameKo, ...overviewKo, ...serviceKo, ...fieldsKo };
