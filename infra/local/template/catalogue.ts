import { compute } from './catalogue/compute.ts';
import { edge } from './catalogue/edge.ts';
import { identityAndMail } from './catalogue/identity-and-mail.ts';
import { messaging } from './catalogue/messaging.ts';
import { storage } from './catalogue/storage.ts';
import type { CatalogueRow } from './catalogue-row.ts';

/** Every resource type that a template may hold, with what the hosts do with it. */
export const catalogue: Readonly<Record<string, CatalogueRow>> = {
  ...storage,
  ...messaging,
  ...compute,
  ...identityAndMail,
  ...edge,
};
