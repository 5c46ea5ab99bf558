import type { WrittenError } from '../desk/category.ts';
import type { Service } from '../desk/service.ts';
import { type BusinessHours, WEEKDAYS } from './business-hours.ts';

/** Business hours as a service sets them: their time zone is the service's own. */
export type ServiceHours = Omit<BusinessHours, 'timeZone'> & {
  readonly serviceId: string;
  /** Grows by one with each change; 0: none were set. */
  readonly version: number;
};

export type HoursRefusal =
  | { readonly code: 'hours_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'hours_not_valid'; readonly errors: readonly WrittenError[] };

const DAY_MINUTES = 1440;

/** Of a service that set none: it is always open, on every day. */
export const alwaysOpen = (serviceId: string): ServiceHours => ({
  serviceId,
  version: 0,
  weekly: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [{ from: 0, to: DAY_MINUTES }]])),
  closed: [],
  open: [],
});

/** What conditions go by. */
export const businessHoursOf = (
  { timeZone }: Pick<Service, 'timeZone'>,
  { weekly, country, closed, open }: Omit<BusinessHours, 'timeZone'>,
): BusinessHours => ({ timeZone, weekly, ...(country === undefined ? {} : { country }), closed, open });

/** Whether a day is one of the calendar: JavaScript turns 30 February into 2 March. */
const isDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/** Business hours that contradict themselves: JSON pointers and reasons. */
export const checkHours = ({
  weekly,
  closed,
  open,
}: Pick<BusinessHours, 'weekly' | 'closed' | 'open'>): readonly WrittenError[] => [
  ...WEEKDAYS.flatMap((weekday) =>
    (weekly[weekday] ?? []).flatMap(({ from, to }, index, spans): readonly WrittenError[] => {
      const pointer = `#/weekly/${weekday}/${index}`;
      if (from >= to) return [{ pointer, detail: 'It ends before it begins' }];
      const before = spans[index - 1];
      return before !== undefined && from < before.to
        ? [{ pointer, detail: 'It begins before the one above it ends' }]
        : [];
    }),
  ),
  ...closed.flatMap(({ day }, index) =>
    isDay(day) ? [] : [{ pointer: `#/closed/${index}/day`, detail: 'There is no such day' }],
  ),
  ...open.flatMap((day, index): readonly WrittenError[] => {
    const pointer = `#/open/${index}`;
    if (!isDay(day)) return [{ pointer, detail: 'There is no such day' }];
    return closed.some((each) => each.day === day) ? [{ pointer, detail: 'It is closed, too' }] : [];
  }),
];
