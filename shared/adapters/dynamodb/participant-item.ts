import { createHash } from 'node:crypto';
import { normalizeEmail } from '../../domain/customer/contacts.ts';
import { participantKey } from './keys.ts';

/**
 * By the address's hash: one may be longer than a key should be, and what stands in keys shows up in metrics of hot
 * partitions.
 */
export const keyOfParticipant = (serviceId: string, number: number, address: string) =>
  participantKey(serviceId, number, createHash('sha256').update(normalizeEmail(address)).digest('hex'));

/** Says by being there that who has this address may continue the ticket. */
export const toItem = (serviceId: string, number: number, address: string) => ({
  ...keyOfParticipant(serviceId, number, address),
  entity: 'participant' as const,
});
