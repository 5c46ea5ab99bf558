import type { Agent } from '../../domain/desk/agent.ts';
import { changedNames } from '../../domain/desk/desk-facts.ts';
import type { DeskRefusal } from '../../domain/desk/desk-refusal.ts';
import { checkSettings, type Service } from '../../domain/desk/service.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { PhoneNumbers } from '../ports/customers.ts';
import type { DeskAdministration, DeskDirectory } from '../ports/desk.ts';
import type { SenderIdentities } from '../ports/mails.ts';
import { admitSenders, type SenderRefusal } from './mail-addresses.ts';
import { type Administering, deskFactOfChange } from './desk-fact.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type ServiceDeps = {
  readonly directory: Pick<DeskDirectory, 'findService' | 'listMemberships'>;
  readonly administration: Pick<DeskAdministration, 'saveService'>;
  readonly phoneNumbers: Pick<PhoneNumbers, 'knows'>;
  readonly senders: Pick<SenderIdentities, 'states' | 'stopFeedbackMails'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
type Settings = Omit<Service, 'serviceId' | 'kind' | 'version'>;

const checked = async ({ phoneNumbers }: ServiceDeps, service: Service): Promise<Result<Service, DeskRefusal>> => {
  const errors = [
    ...checkSettings(service),
    ...((await phoneNumbers.knows(service.country))
      ? []
      : [{ pointer: '#/country', detail: 'There is no such country' }]),
  ];
  return errors.length === 0 ? ok(service) : err({ code: 'settings_not_valid', errors });
};

/** Creates a service, with the calling administrator as its first administrator. */
export const createService =
  (deps: ServiceDeps) =>
  async ({
    agentId,
    correlationId,
    service: given,
  }: {
    readonly agentId: string;
    readonly correlationId: string;
    readonly service: Omit<Service, 'version'>;
  }): Promise<Result<Service, DeskRefusal | AccessRefusal | SenderRefusal>> => {
    const administrator = (await deps.directory.listMemberships(agentId)).find(({ role }) => role === 'administrator');
    if (!administrator) return err({ code: 'forbidden', permission: 'manage_desk' });
    const { serviceId } = given;
    const service = await checked(deps, { ...given, version: 1 });
    if (!service.ok) return service;
    const senders = await admitSenders(deps)(service.value.addresses);
    if (!senders.ok) return senders;
    const first: Agent = { ...administrator, serviceId, groupIds: [], version: 1 };
    const fact = deskFactOfChange(
      deps.clock,
      { serviceId, agentId, correlationId },
      { kind: 'service', id: serviceId },
      undefined,
      service.value,
    );
    const saved = await deps.administration.saveService({
      before: undefined,
      after: service.value,
      administrator: first,
      fact,
    });
    if (saved === 'saved') return service;
    return err(
      saved === 'changed' ? { code: 'service_exists', serviceId } : { code: 'address_taken', address: saved.taken },
    );
  };

/** Changes a service's settings; omitted members stay unchanged. */
export const editService =
  (deps: ServiceDeps) =>
  ({
    by,
    expectedVersion,
    changes,
  }: {
    readonly by: Administering;
    readonly expectedVersion?: number;
    readonly changes: Partial<Settings>;
  }): Promise<Result<Service, DeskRefusal | SenderRefusal>> =>
    retryOnConflict<Result<Service, DeskRefusal | SenderRefusal>>(deps.backoff, async () => {
      const before = await deps.directory.findService(by.serviceId);
      if (!before) throw new Error(`The service ${by.serviceId} has members, but no row`);
      if (expectedVersion !== undefined && expectedVersion !== before.version)
        return err({ code: 'service_changed', expected: expectedVersion, actual: before.version });
      const after = await checked(deps, { ...before, ...changes, version: before.version + 1 });
      if (!after.ok) return after;
      if (changedNames(before, after.value).length === 0) return ok(before);
      const senders = await admitSenders(deps)(
        after.value.addresses.filter((address) => !before.addresses.includes(address)),
      );
      if (!senders.ok) return senders;
      const saved = await deps.administration.saveService({
        before,
        after: after.value,
        fact: deskFactOfChange(deps.clock, by, { kind: 'service', id: by.serviceId }, before, after.value),
      });
      if (saved === 'saved') return after;
      return saved === 'changed' ? 'conflict' : err({ code: 'address_taken', address: saved.taken });
    });
