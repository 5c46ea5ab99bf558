import type { CallRefusal } from '../../domain/call/reserved-call.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { PhoneNumbers } from '../ports/customers.ts';
import type { DeskDirectory } from '../ports/desk.ts';

export type NormalizePhoneDeps = {
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly phoneNumbers: PhoneNumbers;
};

/** Normalizes a typed number to E.164; without a country code, the service's country is assumed. */
export const normalizePhone =
  ({ directory, phoneNumbers }: NormalizePhoneDeps) =>
  async (serviceId: string, phone: string): Promise<Result<string, CallRefusal>> => {
    const service = await directory.findService(serviceId);
    if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
    const normal = await phoneNumbers.normalize(phone, service.country);
    return normal === undefined ? err({ code: 'phone_invalid', phone }) : ok(normal);
  };
