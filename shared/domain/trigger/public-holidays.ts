/** A day (YYYY-MM-DD) on which a country rests, with its name there. */
export type Holiday = { readonly day: string; readonly name: string };

/** Countries whose public holidays are known, by ISO 3166-1. Of others a service names its days itself. */
export const HOLIDAY_COUNTRIES = ['KR', 'JP', 'CN', 'US', 'GB', 'DE', 'FR'] as const;
export type HolidayCountry = (typeof HOLIDAY_COUNTRIES)[number];

/** Years for which they are computed: the rules of today, so earlier ones may have had other days. */
export const HOLIDAY_YEARS = { first: 2021, last: 2099 } as const;

const DAY_MS = 86_400_000;
const textOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const at = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day);
/** 0 is Sunday. */
const weekdayOf = (time: number): number => new Date(time).getUTCDay();
const isWeekend = (time: number): boolean => weekdayOf(time) % 6 === 0;

/** The nth such weekday of a month; -1: the last. */
const nth = (year: number, month: number, weekday: number, n: number): number => {
  if (n < 0) {
    const last = at(year, month + 1, 0);
    return last - ((weekdayOf(last) - weekday + 7) % 7) * DAY_MS;
  }
  const first = at(year, month, 1);
  return first + (((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7) * DAY_MS;
};

/** Easter Sunday of the western churches (Meeus, Jones and Butcher). */
const easter = (year: number): number => {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const moon =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const rest = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - moon - (year % 4)) % 7;
  const shift = Math.floor((golden + 11 * moon + 22 * rest) / 451);
  const days = moon + rest - 7 * shift + 114;
  return at(year, Math.floor(days / 31), (days % 31) + 1);
};

// Creating a formatter takes fifty times as long as using it.
const lunarFormats = new Map<string, Intl.DateTimeFormat>();
const lunarFormat = (calendar: 'dangi' | 'chinese'): Intl.DateTimeFormat => {
  const known = lunarFormats.get(calendar);
  if (known) return known;
  const made = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
  lunarFormats.set(calendar, made);
  return made;
};

/** The day of a year that is this day of the lunar calendar of Korea or China, outside of leap months. */
const lunar = (calendar: 'dangi' | 'chinese', year: number, month: number, day: number): number => {
  // The lunar year begins after 20 January, and each of its months that is no leap month is found in 14 steps of two.
  let time = at(year, 1, 20);
  for (let steps = 0; steps < 28; steps += 1) {
    const parts = lunarFormat(calendar).formatToParts(time);
    const shown = (type: 'month' | 'day') => parts.find((part) => part.type === type)?.value ?? '';
    // A leap month shows as `5bis`.
    if (shown('month') === String(month)) return time + (day - Number(shown('day'))) * DAY_MS;
    // A month has 29 or 30 days: this is the last day of this one, or the first of the next.
    time += Math.max(30 - Number(shown('day')), 1) * DAY_MS;
  }
  throw new Error(`The ${calendar} calendar has no month ${String(month)} in ${String(year)}`);
};

type Dated = { readonly time: number; readonly name: string };
const on = (time: number, name: string): Dated => ({ time, name });

/** The first day after this one that satisfies. */
const nextDay = (time: number, isFree: (time: number) => boolean): number => {
  let next = time + DAY_MS;
  while (!isFree(next)) next += DAY_MS;
  return next;
};

/** Days that move to the next working day when they fall on a weekend; several that do move one after the other. */
const moveFromWeekends = (days: readonly Dated[], name: (name: string) => string): readonly Dated[] => {
  const taken = new Set(days.map(({ time }) => time));
  return days.flatMap((day) => {
    if (!isWeekend(day.time)) return [day];
    const time = nextDay(day.time, (next) => !isWeekend(next) && !taken.has(next));
    taken.add(time);
    return [day, on(time, name(day.name))];
  });
};

/**
 * Korea. A day in lieu follows the three days of Seollal and Chuseok when one of them is a Sunday or another holiday,
 * and the days of `inLieu` also for a Saturday. Elections and days that the government adds are the service's own.
 */
const korea = (year: number): readonly Dated[] => {
  const feast = (month: number, day: number, name: string): readonly Dated[] => {
    const time = lunar('dangi', year, month, day);
    return [on(time - DAY_MS, `${name} 전날`), on(time, name), on(time + DAY_MS, `${name} 다음 날`)];
  };
  const feasts = [feast(1, 1, '설날'), feast(8, 15, '추석')];
  const plain = [on(at(year, 1, 1), '1월 1일'), on(at(year, 6, 6), '현충일')];
  const inLieu = [
    on(at(year, 3, 1), '3ㆍ1절'),
    ...(year < 2026 ? [] : [on(at(year, 5, 1), '노동절')]),
    on(at(year, 5, 5), '어린이날'),
    on(lunar('dangi', year, 4, 8), '부처님 오신 날'),
    ...(year < 2026 ? [] : [on(at(year, 7, 17), '제헌절')]),
    on(at(year, 8, 15), '광복절'),
    on(at(year, 10, 3), '개천절'),
    on(at(year, 10, 9), '한글날'),
    on(at(year, 12, 25), '기독탄신일'),
  ];
  const all = [...plain, ...inLieu, ...feasts.flat()].toSorted((a, b) => a.time - b.time);
  const taken = new Set(all.map(({ time }) => time));
  const shared = (time: number): boolean => all.filter((day) => day.time === time).length > 1;
  const give = (after: number, name: string): Dated => {
    const time = nextDay(after, (next) => !isWeekend(next) && !taken.has(next));
    taken.add(time);
    return on(time, `대체공휴일(${name})`);
  };
  // Christmas and Buddha's Birthday are given back since 2023.
  const isGivenBack = ({ name }: Dated): boolean =>
    year >= 2023 || (name !== '기독탄신일' && name !== '부처님 오신 날');
  const days = feasts
    .filter((feastDays) => feastDays.some(({ time }) => weekdayOf(time) === 0 || shared(time)))
    .map((feastDays) => give(feastDays[2]!.time, feastDays[1]!.name));
  const single = new Set<number>();
  for (const day of inLieu.filter(isGivenBack)) {
    const inFeast = feasts.flat().some(({ time }) => time === day.time);
    if (inFeast || single.has(day.time) || !(isWeekend(day.time) || shared(day.time))) continue;
    single.add(day.time);
    days.push(give(day.time, day.name));
  }
  return [...all, ...days];
};

/** Japan: a Sunday is made up for by the next day that is no holiday; a day between two holidays is one. */
const japan = (year: number): readonly Dated[] => {
  const equinox = (month: number, base: number): number =>
    at(year, month, Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4)));
  const days = [
    on(at(year, 1, 1), '元日'),
    on(nth(year, 1, 1, 2), '成人の日'),
    on(at(year, 2, 11), '建国記念の日'),
    on(at(year, 2, 23), '天皇誕生日'),
    on(equinox(3, 20.8431), '春分の日'),
    on(at(year, 4, 29), '昭和の日'),
    on(at(year, 5, 3), '憲法記念日'),
    on(at(year, 5, 4), 'みどりの日'),
    on(at(year, 5, 5), 'こどもの日'),
    // The year of the games in Tokyo had its own days.
    on(year === 2021 ? at(2021, 7, 22) : nth(year, 7, 1, 3), '海の日'),
    on(year === 2021 ? at(2021, 8, 8) : at(year, 8, 11), '山の日'),
    on(nth(year, 9, 1, 3), '敬老の日'),
    on(equinox(9, 23.2488), '秋分の日'),
    on(year === 2021 ? at(2021, 7, 23) : nth(year, 10, 1, 2), 'スポーツの日'),
    on(at(year, 11, 3), '文化の日'),
    on(at(year, 11, 23), '勤労感謝の日'),
  ];
  const taken = new Set(days.map(({ time }) => time));
  const inLieu = days
    .filter(({ time }) => weekdayOf(time) === 0)
    .map(({ time }) =>
      on(
        nextDay(time, (next) => !taken.has(next)),
        '振替休日',
      ),
    );
  const between = days
    .filter(({ time }) => taken.has(time + 2 * DAY_MS) && !taken.has(time + DAY_MS))
    .map(({ time }) => on(time + DAY_MS, '国民の休日'));
  return [...days, ...inLieu, ...between];
};

/** China: the days of rest by law. Working days at weekends, told each year, are the service's own. */
const china = (year: number): readonly Dated[] => {
  const spring = lunar('chinese', year, 1, 1);
  const qingming = Math.floor(4.81 + 0.2422 * (year % 100) - Math.floor((year % 100) / 4));
  return [
    on(at(year, 1, 1), '元旦'),
    ...(year < 2025 ? [0, 1, 2] : [-1, 0, 1, 2]).map((day) => on(spring + day * DAY_MS, '春节')),
    on(at(year, 4, qingming), '清明节'),
    ...(year < 2025 ? [1] : [1, 2]).map((day) => on(at(year, 5, day), '劳动节')),
    on(lunar('chinese', year, 5, 5), '端午节'),
    on(lunar('chinese', year, 8, 15), '中秋节'),
    ...[1, 2, 3].map((day) => on(at(year, 10, day), '国庆节')),
  ];
};

/** The federal holidays. A Saturday is observed on the day before, a Sunday on the day after. */
const unitedStates = (year: number): readonly Dated[] => {
  const observed = (time: number, name: string): readonly Dated[] => [
    on(time, name),
    ...(weekdayOf(time) === 6 ? [on(time - DAY_MS, `${name} (observed)`)] : []),
    ...(weekdayOf(time) === 0 ? [on(time + DAY_MS, `${name} (observed)`)] : []),
  ];
  return [
    ...observed(at(year, 1, 1), 'New Year’s Day'),
    // A New Year's Day on a Saturday is observed in the year before.
    ...observed(at(year + 1, 1, 1), 'New Year’s Day').filter(({ time }) => time < at(year + 1, 1, 1)),
    on(nth(year, 1, 1, 3), 'Martin Luther King Jr. Day'),
    on(nth(year, 2, 1, 3), 'Washington’s Birthday'),
    on(nth(year, 5, 1, -1), 'Memorial Day'),
    ...observed(at(year, 6, 19), 'Juneteenth'),
    ...observed(at(year, 7, 4), 'Independence Day'),
    on(nth(year, 9, 1, 1), 'Labor Day'),
    on(nth(year, 10, 1, 2), 'Columbus Day'),
    ...observed(at(year, 11, 11), 'Veterans Day'),
    on(nth(year, 11, 4, 4), 'Thanksgiving Day'),
    ...observed(at(year, 12, 25), 'Christmas Day'),
  ];
};

/** The bank holidays of England and Wales; days that are added for one year are the service's own. */
const britain = (year: number): readonly Dated[] => [
  ...moveFromWeekends([on(at(year, 1, 1), 'New Year’s Day')], (name) => `${name} (substitute day)`),
  on(easter(year) - 2 * DAY_MS, 'Good Friday'),
  on(easter(year) + DAY_MS, 'Easter Monday'),
  on(nth(year, 5, 1, 1), 'Early May bank holiday'),
  on(nth(year, 5, 1, -1), 'Spring bank holiday'),
  on(nth(year, 8, 1, -1), 'Summer bank holiday'),
  ...moveFromWeekends(
    [on(at(year, 12, 25), 'Christmas Day'), on(at(year, 12, 26), 'Boxing Day')],
    (name) => `${name} (substitute day)`,
  ),
];

/** Days that all of Germany has; those of a state are the service's own. */
const germany = (year: number): readonly Dated[] => [
  on(at(year, 1, 1), 'Neujahr'),
  on(easter(year) - 2 * DAY_MS, 'Karfreitag'),
  on(easter(year) + DAY_MS, 'Ostermontag'),
  on(at(year, 5, 1), 'Tag der Arbeit'),
  on(easter(year) + 39 * DAY_MS, 'Christi Himmelfahrt'),
  on(easter(year) + 50 * DAY_MS, 'Pfingstmontag'),
  on(at(year, 10, 3), 'Tag der Deutschen Einheit'),
  on(at(year, 12, 25), '1. Weihnachtstag'),
  on(at(year, 12, 26), '2. Weihnachtstag'),
];

const france = (year: number): readonly Dated[] => [
  on(at(year, 1, 1), 'Jour de l’an'),
  on(easter(year) + DAY_MS, 'Lundi de Pâques'),
  on(at(year, 5, 1), 'Fête du Travail'),
  on(at(year, 5, 8), 'Victoire 1945'),
  on(easter(year) + 39 * DAY_MS, 'Ascension'),
  on(easter(year) + 50 * DAY_MS, 'Lundi de Pentecôte'),
  on(at(year, 7, 14), 'Fête nationale'),
  on(at(year, 8, 15), 'Assomption'),
  on(at(year, 11, 1), 'Toussaint'),
  on(at(year, 11, 11), 'Armistice 1918'),
  on(at(year, 12, 25), 'Noël'),
];

const RULES: Readonly<Record<HolidayCountry, (year: number) => readonly Dated[]>> = {
  KR: korea,
  JP: japan,
  CN: china,
  US: unitedStates,
  GB: britain,
  DE: germany,
  FR: france,
};

export const isHolidayCountry = (country: string): country is HolidayCountry =>
  (HOLIDAY_COUNTRIES as readonly string[]).includes(country);

const computed = new Map<string, readonly Holiday[]>();

/**
 * The public holidays of a country in a year, in order; none for a country or a year that isn't known. Computed once
 * by the rules of the country's law, so there is no data that ends with a year.
 */
export const publicHolidays = (country: string, year: number): readonly Holiday[] => {
  if (!isHolidayCountry(country) || year < HOLIDAY_YEARS.first || year > HOLIDAY_YEARS.last) return [];
  const key = `${country}${String(year)}`;
  const known = computed.get(key);
  if (known) return known;
  const made = RULES[country](year)
    .filter(({ time }) => new Date(time).getUTCFullYear() === year)
    .toSorted((a, b) => a.time - b.time)
    .map(({ time, name }) => ({ day: textOf(time), name }));
  computed.set(key, made);
  return made;
};
