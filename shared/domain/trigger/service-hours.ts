import type { WrittenError } from '../desk/category.ts';
import type { Service } from '../desk/service.ts';
import type { BusinessHours } from './business-hours.ts';
import { alwaysOpen } from './open-hours.ts';

/** Business hours as a service sets them: their time zone is the service's own. */
export type ServiceHours = Omit<BusinessHours, 'timeZone'> & {
  readonly serviceId: string;
  /** Grows by one with each change; 0: none were set. */
  readonly version: number;
};

export type HoursRefusal =
  | { readonly code: 'hours_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'hours_not_valid'; readonly errors: readonly WrittenError[] };

/** Of a service that set none: it is always open. */
export const unsetHours = (serviceId: string): ServiceHours => {
  const { timeZone: _, ...hours } = alwaysOpen('UTC');
  return { serviceId, version: 0, ...hours };
};

/** What conditions go by. */
export const businessHoursOf = (
  { timeZone }: Pick<Service, 'timeZone'>,
  { weekly, country, closed, open }: Omit<BusinessHours, 'timeZone'>,
): BusinessHours => ({ timeZone, weekly, ...(country === undefined ? {} : { country }), closed, open });
