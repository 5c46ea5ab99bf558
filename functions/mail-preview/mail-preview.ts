import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as previewAnswer } from './preview-answer.ts';

/**
 * Shows mails before they leave: a function of its own, which makes mails, signs their reply addresses and writes
 * nothing.
 */
export const createHandler = (deps: Parameters<typeof previewAnswer>[0]): HttpHandler =>
  router([[operations.previewAnswer, previewAnswer(deps)]]);
