import { operations } from '../../../shared/contracts/http/operations.ts';
import { useProcessing, type Processing, type ProcessingHooks } from './use-processing.ts';

/** Resolves the ticket and has the answer mailed. */
export const useResolveTicket = (serviceId: string, number: number, hooks: ProcessingHooks): Processing =>
  useProcessing('resolve', operations.resolveTicket, serviceId, number, hooks);
