import { clockOf } from './day.ts';

/** Minutes of a slice: tickets that were received in the same half hour are counted together. */
const SLICE_MINUTES = 30;
const MINUTE = 60_000;

/** The half hours of a day, counted from midnight. */
const SLICES = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
  32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
] as const;
type Slice = (typeof SLICES)[number];
/**
 * Tickets that were received in a slice, and those of them that are resolved by now. The names are short because a
 * day's row has all of its slices, and is to stay below one write unit.
 */
export type SliceFigure = `in${Slice}` | `done${Slice}`;

/** Every name of a slice's figures. */
export const SLICE_FIGURES: readonly SliceFigure[] = SLICES.flatMap((slice): readonly SliceFigure[] => [
  `in${slice}`,
  `done${slice}`,
]);

/**
 * The day of an instant and its slice, by the clock of the time zone: an hour that a day has twice counts in the same
 * slices.
 */
export const sliceOf = (instant: string | Date, timeZone: string): { readonly day: string; readonly slice: Slice } => {
  const { day, minute } = clockOf(instant, timeZone);
  return { day, slice: SLICES[Math.floor(minute / SLICE_MINUTES)]! };
};

/** Slices of one day (YYYY-MM-DD). */
export type SlicesOfDay = { readonly day: string; readonly slices: readonly Slice[] };

/** The day of an instant in a time zone, and the slices of the 24 hours before it, each of them once. */
export type FiguresPeriod = { readonly day: string; readonly lastDay: readonly SlicesOfDay[] };

const periodOf = (now: Date, timeZone: string): FiguresPeriod => {
  const days = new Map<string, Set<Slice>>();
  for (let back = 0; back <= SLICES.length; back += 1) {
    const { day, slice } = sliceOf(new Date(now.getTime() - back * SLICE_MINUTES * MINUTE), timeZone);
    days.set(day, (days.get(day) ?? new Set()).add(slice));
  }
  const [today] = days.keys();
  return { day: today!, lastDay: [...days].map(([day, slices]) => ({ day, slices: [...slices] })) };
};

/** Minutes. Clocks differ from UTC by whole quarters of an hour, so for so long slices and days are the same. */
const QUARTER = 15;
/** The latest period of each time zone. */
const periods = new Map<string, { readonly quarter: number; readonly period: FiguresPeriod }>();

/** The period of the figures at an instant. Its oldest slice is whole: it reaches back up to half an hour further. */
export const figuresPeriod = (now: Date, timeZone: string): FiguresPeriod => {
  const quarter = Math.floor(now.getTime() / (QUARTER * MINUTE));
  const known = periods.get(timeZone);
  if (known?.quarter === quarter) return known.period;
  const period = periodOf(now, timeZone);
  periods.set(timeZone, { quarter, period });
  return period;
};

/**
 * The share of received tickets that are resolved, in percent: whole, and 100 only when all are. Null when none was
 * received.
 */
export const resolvedRate = ({
  received,
  resolved,
}: {
  readonly received: number;
  readonly resolved: number;
}): number | null => {
  if (received <= 0) return null;
  return resolved >= received ? 100 : Math.min(99, Math.round((resolved / received) * 100));
};
