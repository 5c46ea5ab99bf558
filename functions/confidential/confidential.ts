import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as maskEntry } from './mask-entry.ts';
import { createHandler as removeAttachment } from './remove-attachment.ts';
import { createHandler as revealField } from './reveal-field.ts';
import { createHandler as revealMask } from './reveal-mask.ts';
import { createHandler as unmaskEntry } from './unmask-entry.ts';

export type ConfidentialDeps = Parameters<typeof revealField>[0] &
  Parameters<typeof maskEntry>[0] &
  Parameters<typeof unmaskEntry>[0] &
  Parameters<typeof revealMask>[0] &
  Parameters<typeof removeAttachment>[0];

/**
 * The operations that hide what customers said, and show it again to those who may: the one function that opens what
 * was sealed of a ticket.
 */
export const createHandler = (deps: ConfidentialDeps): HttpHandler =>
  router([
    [operations.maskEntry, maskEntry(deps)],
    [operations.unmaskEntry, unmaskEntry(deps)],
    [operations.revealField, revealField(deps)],
    [operations.revealMask, revealMask(deps)],
    [operations.removeAttachment, removeAttachment(deps)],
  ]);
