import { operations } from '../../../shared/contracts/http/operations.ts';
import { useProcessing, type Processing, type ProcessingHooks } from './use-processing.ts';

/** Adds a comment that the customer does not see. */
export const useCommentTicket = (serviceId: string, number: number, hooks: ProcessingHooks): Processing =>
  useProcessing('comment', operations.commentTicket, serviceId, number, hooks);
