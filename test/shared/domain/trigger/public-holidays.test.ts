import { HOLIDAY_COUNTRIES, HOLIDAY_YEARS, publicHolidays } from '../../../../shared/domain/trigger/public-holidays.ts';

const daysOf = (country: string, year: number): readonly string[] => [
  ...new Set(publicHolidays(country, year).map(({ day }) => day.slice(5))),
];

/** What the gazettes and calendars of the governments say, without elections and other days of one year. */
const TOLD: readonly (readonly [country: string, year: number, days: string])[] = [
  [
    'KR',
    2021,
    '01-01 02-11 02-12 02-13 03-01 05-05 05-19 06-06 08-15 08-16 09-20 09-21 09-22 10-03 10-04 10-09 10-11 12-25',
  ],
  ['KR', 2022, '01-01 01-31 02-01 02-02 03-01 05-05 05-08 06-06 08-15 09-09 09-10 09-11 09-12 10-03 10-09 10-10 12-25'],
  ['KR', 2023, '01-01 01-21 01-22 01-23 01-24 03-01 05-05 05-27 05-29 06-06 08-15 09-28 09-29 09-30 10-03 10-09 12-25'],
  ['KR', 2024, '01-01 02-09 02-10 02-11 02-12 03-01 05-05 05-06 05-15 06-06 08-15 09-16 09-17 09-18 10-03 10-09 12-25'],
  ['KR', 2025, '01-01 01-28 01-29 01-30 03-01 03-03 05-05 05-06 06-06 08-15 10-03 10-05 10-06 10-07 10-08 10-09 12-25'],
  [
    'KR',
    2026,
    '01-01 02-16 02-17 02-18 03-01 03-02 05-01 05-05 05-24 05-25 06-06 07-17 08-15 08-17 09-24 09-25 09-26 10-03 10-05 10-09 12-25',
  ],
  [
    'KR',
    2027,
    '01-01 02-06 02-07 02-08 02-09 03-01 05-01 05-03 05-05 05-13 06-06 07-17 07-19 08-15 08-16 09-14 09-15 09-16 10-03 10-04 10-09 10-11 12-25 12-27',
  ],
  ['JP', 2021, '01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23'],
  [
    'JP',
    2025,
    '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24',
  ],
  [
    'JP',
    2026,
    '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
  ],
  ['CN', 2026, '01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03'],
  ['US', 2026, '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'],
  ['US', 2021, '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31'],
  ['GB', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28'],
  ['GB', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28'],
  ['DE', 2026, '01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26'],
  ['FR', 2026, '01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25'],
];

test.each(TOLD)('the public holidays of %s in %i', (country, year, days) => {
  expect(daysOf(country, year)).toEqual(days.split(' '));
});

test.each(HOLIDAY_COUNTRIES)('%s has days in each year, in order, of that year, each with a name', (country) => {
  for (let year = HOLIDAY_YEARS.first; year <= HOLIDAY_YEARS.last; year += 1) {
    const holidays = publicHolidays(country, year);
    expect(holidays.length).toBeGreaterThanOrEqual(8);
    expect(holidays.map(({ day }) => day)).toEqual(holidays.map(({ day }) => day).toSorted());
    for (const { day, name } of holidays) {
      expect(day.slice(0, 4)).toBe(String(year));
      expect(name).not.toBe('');
    }
  }
});

test('nothing is known of another country, and of years for which the rules weren’t made', () => {
  expect(publicHolidays('AQ', 2026)).toEqual([]);
  expect(publicHolidays('constructor', 2026)).toEqual([]);
  expect(publicHolidays('KR', 2020)).toEqual([]);
  expect(publicHolidays('KR', 2100)).toEqual([]);
});

test('a year is computed once', () => {
  expect(publicHolidays('KR', 2031)).toBe(publicHolidays('KR', 2031));
});
