import type { WrittenError } from '../desk/category.ts';
import { isTimeZone } from '../desk/service.ts';
import { clockOf } from '../figures/day.ts';
import { WEEKDAYS, type BusinessHours, type OpenSpan } from './business-hours.ts';
import { HOLIDAY_COUNTRIES, isHolidayCountry, publicHolidays } from './public-holidays.ts';

const MINUTES_OF_DAY = 1440;
/** Maximum spans of one day. */
export const SPANS_LIMIT = 10;
/** Maximum days of one's own, closed or open. */
export const OWN_DAYS_LIMIT = 400;
export const HOLIDAY_NAME_LENGTH = 100;

/** Of a service that has set none: open at any time. */
export const alwaysOpen = (timeZone: string): BusinessHours => ({
  timeZone,
  weekly: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [{ from: 0, to: MINUTES_OF_DAY }]])),
  closed: [],
  open: [],
});

const weekdayOf = (day: string) => WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]!;

/** Why a day is closed as a whole; undefined: its weekly hours hold. A service's own days go before holidays. */
export const closedFor = ({ country, closed, open }: BusinessHours, day: string): string | undefined => {
  const own = closed.find((each) => each.day === day);
  if (own !== undefined) return own.name;
  if (country === undefined || open.includes(day)) return undefined;
  return publicHolidays(country, Number(day.slice(0, 4))).find((holiday) => holiday.day === day)?.name;
};

/**
 * Whether a service is open at an instant. What its clock shows then decides: an hour that a change of the clock
 * repeats is open twice, one that it leaves out never comes.
 */
export const isOpen = (hours: BusinessHours, instant: string | Date): boolean => {
  const { day, minute } = clockOf(instant, hours.timeZone);
  const spans = hours.weekly[weekdayOf(day)] ?? [];
  return spans.some(({ from, to }) => from <= minute && minute < to) && closedFor(hours, day) === undefined;
};

const isDay = (day: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};
const isMinute = (minute: number): boolean => Number.isInteger(minute) && minute >= 0 && minute <= MINUTES_OF_DAY;

const spanErrors = (spans: readonly OpenSpan[], pointer: string): readonly WrittenError[] => [
  ...(spans.length > SPANS_LIMIT ? [{ pointer, detail: `At most ${SPANS_LIMIT} times a day` }] : []),
  ...spans.flatMap(({ from, to }, index): readonly WrittenError[] => {
    const at = `${pointer}/${index}`;
    if (!isMinute(from) || !isMinute(to)) return [{ pointer: at, detail: 'They are minutes of a day, 0 to 1440' }];
    if (from >= to) return [{ pointer: at, detail: 'It closes before it opens' }];
    return index > 0 && from < spans[index - 1]!.to
      ? [{ pointer: at, detail: 'It begins before the one before it ends' }]
      : [];
  }),
];

const dayErrors = (days: readonly string[], pointer: string, pointerTo: (index: number) => string) => [
  ...(days.length > OWN_DAYS_LIMIT ? [{ pointer, detail: `At most ${OWN_DAYS_LIMIT} days` }] : []),
  ...days.flatMap((day, index): readonly WrittenError[] => {
    if (!isDay(day)) return [{ pointer: pointerTo(index), detail: 'It is a day, like 2026-11-22' }];
    return days.indexOf(day) < index ? [{ pointer: pointerTo(index), detail: 'The day is named twice' }] : [];
  }),
];

/** Every error of business hours, as JSON pointers and reasons; none: they are valid. */
export const checkBusinessHours = ({
  timeZone,
  weekly,
  country,
  closed,
  open,
}: BusinessHours): readonly WrittenError[] => [
  ...(isTimeZone(timeZone) ? [] : [{ pointer: '#/timeZone', detail: 'It is no IANA time zone such as Asia/Seoul' }]),
  ...WEEKDAYS.flatMap((weekday) => spanErrors(weekly[weekday] ?? [], `#/weekly/${weekday}`)),
  ...(country === undefined || isHolidayCountry(country)
    ? []
    : [
        {
          pointer: '#/country',
          detail: `Public holidays are known of ${HOLIDAY_COUNTRIES.join(', ')}: name the days of another country yourself`,
        },
      ]),
  ...dayErrors(
    closed.map(({ day }) => day),
    '#/closed',
    (index) => `#/closed/${index}/day`,
  ),
  ...closed.flatMap(({ name }, index) =>
    name.length > HOLIDAY_NAME_LENGTH
      ? [{ pointer: `#/closed/${index}/name`, detail: `At most ${HOLIDAY_NAME_LENGTH} characters` }]
      : [],
  ),
  ...dayErrors(open, '#/open', (index) => `#/open/${index}`),
];
