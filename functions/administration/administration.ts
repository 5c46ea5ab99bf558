import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as createNotice } from './create-notice.ts';
import { createHandler as deleteNotice } from './delete-notice.ts';
import { createHandler as editNotice } from './edit-notice.ts';

export type AdministrationDeps = Parameters<typeof createNotice>[0] & Parameters<typeof editNotice>[0] & Parameters<typeof deleteNotice>[0];

/** The operations by which administrators run a service. */
export const createHandler = (deps: AdministrationDeps): HttpHandler => router([
  [operations.createNotice, createNotice(deps)],
  [operations.editNotice, editNotice(deps)],
  [operations.deleteNotice, deleteNotice(deps)],
]);
