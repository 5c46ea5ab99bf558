import type { DeskDirectory } from '../ports/desk.ts';

export type TimeZones = (serviceId: string) => Promise<string>;

const CACHE_MS = 60_000;

/** Time zones of services, cached for a minute: a changed setting applies after that. */
export const timeZones = (deps: {
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly now: () => Date;
}): TimeZones => {
  const kept = new Map<string, { readonly timeZone: string; readonly until: number }>();
  return async (serviceId) => {
    const known = kept.get(serviceId);
    const now = deps.now().getTime();
    if (known && now < known.until) return known.timeZone;
    const service = await deps.directory.findService(serviceId);
    if (!service) throw new Error(`A ticket names the service ${serviceId}, which is not there.`);
    kept.set(serviceId, { timeZone: service.timeZone, until: now + CACHE_MS });
    return service.timeZone;
  };
};
