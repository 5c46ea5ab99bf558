import { changedNames } from '../../domain/desk/desk-facts.ts';
import type { Service } from '../../domain/desk/service.ts';
import { dayOf } from '../../domain/figures/day.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { checkBusinessHours } from '../../domain/trigger/open-hours.ts';
import { HOLIDAY_COUNTRIES, type Holiday, publicHolidays } from '../../domain/trigger/public-holidays.ts';
import { businessHoursOf, type HoursRefusal, type ServiceHours } from '../../domain/trigger/service-hours.ts';
import { type Administering, deskFactOfChange } from '../administration/desk-fact.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { BusinessHoursRepository } from '../ports/triggers.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

type ReadDeps = {
  readonly hours: Pick<BusinessHoursRepository, 'find'>;
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly clock: Pick<ClockAndIds, 'now'>;
};
export type HoursDeps = ReadDeps & {
  readonly hours: BusinessHoursRepository;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

/** Business hours with what follows from them: the public holidays of this year and the next. */
export type ShownHours = ServiceHours & {
  readonly timeZone: string;
  readonly holidays: readonly (Holiday & { readonly open: boolean })[];
  readonly countries: readonly string[];
};

const serviceOf = async ({ directory }: Pick<ReadDeps, 'directory'>, serviceId: string): Promise<Service> => {
  const service = await directory.findService(serviceId);
  if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
  return service;
};

const show = (
  { clock }: Pick<ReadDeps, 'clock'>,
  { timeZone }: Service,
  hours: ServiceHours,
  country = hours.country,
): ShownHours => {
  const year = Number(dayOf(clock.now(), timeZone).slice(0, 4));
  const days = country === undefined ? [] : [year, year + 1].flatMap((each) => publicHolidays(country, each));
  return {
    ...hours,
    timeZone,
    holidays: days.map((holiday) => ({ ...holiday, open: hours.open.includes(holiday.day) })),
    countries: HOLIDAY_COUNTRIES,
  };
};

/** When a service is open; `country`: shows the holidays of that one instead of the one that is set. */
export const getBusinessHours =
  (deps: ReadDeps) =>
  async (serviceId: string, country?: string): Promise<ShownHours> => {
    const [service, hours] = await Promise.all([serviceOf(deps, serviceId), deps.hours.find(serviceId)]);
    return show(deps, service, hours, country);
  };

const told = ({ weekly, country, closed, open }: ServiceHours) => ({ weekly, country, closed, open });

export type SetHoursInput = Administering &
  Pick<ServiceHours, 'weekly' | 'closed' | 'open'> & {
    readonly country: string | null;
    /** From If-Match. */
    readonly expectedVersion?: number;
  };

/** Sets when a service is open. Functions that are warm go by it within a minute. */
export const setBusinessHours =
  (deps: HoursDeps) =>
  async ({
    serviceId,
    agentId,
    correlationId,
    expectedVersion,
    weekly,
    country,
    closed,
    open,
  }: SetHoursInput): Promise<Result<ShownHours, HoursRefusal>> => {
    const service = await serviceOf(deps, serviceId);
    const given = { weekly, ...(country === null ? {} : { country }), closed, open };
    const errors = checkBusinessHours(businessHoursOf(service, given));
    if (errors.length > 0) return err({ code: 'hours_not_valid', errors });
    return retryOnConflict<Result<ShownHours, HoursRefusal>>(deps.backoff, async () => {
      const before = await deps.hours.find(serviceId);
      if (expectedVersion !== undefined && expectedVersion !== before.version)
        return err({ code: 'hours_changed', expected: expectedVersion, actual: before.version });
      const after: ServiceHours = { serviceId, version: before.version + 1, ...given };
      if (before.version > 0 && changedNames(told(before), told(after)).length === 0)
        return ok(show(deps, service, before));
      const fact = deskFactOfChange(
        deps.clock,
        { serviceId, agentId, correlationId },
        { kind: 'business_hours', id: serviceId },
        before.version === 0 ? undefined : told(before),
        told(after),
      );
      return (await deps.hours.save(after, before, fact)) ? ok(show(deps, service, after)) : 'conflict';
    });
  };
