import { operations } from '../../../shared/contracts/http/operations.ts';
import { useProcessing, type Processing, type ProcessingHooks } from './use-processing.ts';

/** Puts the ticket on hold and has the interim answer mailed. */
export const usePendTicket = (serviceId: string, number: number, hooks: ProcessingHooks): Processing =>
  useProcessing('pend', operations.pendTicket, serviceId, number, hooks);
