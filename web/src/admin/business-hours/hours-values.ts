import * as z from 'zod';
import type { getBusinessHours, setBusinessHours } from '../../../../shared/contracts/http/triggers.ts';
import { sameValue } from '../../../../shared/domain/kernel/same-value.ts';
import { WEEKDAYS, type OpenSpan, type Weekday } from '../../../../shared/domain/trigger/business-hours.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import type { FaultTable } from '../kit/faults.ts';
import type { Stored } from '../kit/use-form.ts';

export type HoursView = OutputOf<typeof getBusinessHours>;

/** Open hours as they are typed: `09:00`, empty while nothing is. An end of `00:00` is midnight. */
export type TypedSpan = { readonly from: string; readonly to: string };
export type Week = Readonly<Record<Weekday, readonly TypedSpan[]>>;
export type ClosedDay = { readonly day: string; readonly name: string };
export type HoursValues = {
  readonly weekly: Week;
  /** Empty: no public holidays. */
  readonly country: string;
  /** Holidays on which the service is open. */
  readonly open: readonly string[];
  readonly closed: readonly ClosedDay[];
};

const DAY = 24 * 60;

/** `09:30` */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor((minutes % DAY) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Minutes of the day; null for what is no time. */
export const minutesOf = (typed: string): number | null => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(typed) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
};

/** The span that was typed; null while it can't be read. */
const spanOf = ({ from, to }: TypedSpan): OpenSpan | null => {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return start === null || end === null ? null : { from: start, to: end === 0 ? DAY : end };
};

const weekOf = (spansOf: (day: Weekday) => readonly TypedSpan[]): Week =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, spansOf(day)])) as unknown as Week;

/** Open day and night, as a service counts that has set nothing. */
export const ALWAYS: Week = weekOf(() => [{ from: '00:00', to: '00:00' }]);
/** What most services begin with. */
export const OFFICE_HOURS: Week = weekOf((day) =>
  day === 'saturday' || day === 'sunday' ? [] : [{ from: '09:00', to: '18:00' }],
);

export const storedOf = ({ version, weekly, country, open, closed }: HoursView): Stored<HoursValues> => ({
  version,
  values: {
    weekly: weekOf((day) => (weekly[day] ?? []).map(({ from, to }) => ({ from: clockOf(from), to: clockOf(to) }))),
    country: country ?? '',
    open,
    closed,
  },
});

type Body = z.input<typeof setBusinessHours.body>;

/** What is saved: spans in the order of the day; what can't be read is refused at its place. */
export const bodyOf = ({ weekly, country, open, closed }: HoursValues): Body =>
  ({
    weekly: Object.fromEntries(
      WEEKDAYS.flatMap((day) => {
        const spans = weekly[day].map((span) => spanOf(span) ?? span);
        return spans.length === 0 ? [] : [[day, spans.toSorted((one, other) => Number(one.from) - Number(other.from))]];
      }),
    ),
    country: country === '' ? null : country,
    open,
    closed,
  }) as Body;

/** Both weeks, where nobody changed the same day otherwise. */
export const mergeWeeks = (base: Week, mine: Week, theirs: Week): Week | undefined => {
  const days = WEEKDAYS.map((day) => {
    if (sameValue(mine[day], base[day])) return [day, theirs[day]] as const;
    return sameValue(theirs[day], base[day]) || sameValue(mine[day], theirs[day]) ? ([day, mine[day]] as const) : null;
  });
  return days.every((day) => day !== null) ? (Object.fromEntries(days) as unknown as Week) : undefined;
};

const SAID: FaultTable = {
  time: 'hours.fault.time',
  order: 'hours.fault.order',
  overlap: 'hours.fault.overlap',
  day: 'hours.fault.day',
  name: 'fault.required',
};
export const SENTENCES: FaultTable = {
  ...SAID,
  'A day is named twice': 'fault.twice',
  'A day, such as 2026-12-25': 'hours.fault.day',
} satisfies Record<string, AdminWordKey>;

type Found = { readonly path: readonly (string | number)[]; readonly message: string };

/** What is wrong with the spans of a day, in the order in which they are typed. */
const wrongIn = (day: Weekday, typed: readonly TypedSpan[]): readonly Found[] => {
  const spans = typed.map(spanOf);
  return spans.flatMap((span, index): readonly Found[] => {
    const path = ['weekly', day, index];
    if (span === null) return [{ path, message: 'time' }];
    if (span.to <= span.from) return [{ path, message: 'order' }];
    const isCrossed = spans.some(
      (other, place) => place < index && other !== null && span.from < other.to && other.from < span.to,
    );
    return isCrossed ? [{ path, message: 'overlap' }] : [];
  });
};

/** A contract that is asked once what is typed can be read, so that faults stand where they were typed. */
export const onceRead = (schema: z.ZodType, values: () => HoursValues): z.ZodType =>
  z.unknown().check((payload) => {
    const { weekly, closed } = values();
    const found: readonly Found[] = [
      ...WEEKDAYS.flatMap((day) => wrongIn(day, weekly[day])),
      ...closed.flatMap(({ day, name }, index): readonly Found[] => [
        ...(day === '' ? [{ path: ['closed', index, 'day'], message: 'day' }] : []),
        ...(name.trim() === '' ? [{ path: ['closed', index, 'name'], message: 'name' }] : []),
      ]),
    ];
    for (const { path, message } of found)
      payload.issues.push({ code: 'custom', input: payload.value, path: [...path], message });
    if (found.length > 0) return;
    for (const issue of schema.safeParse(payload.value).error?.issues ?? [])
      payload.issues.push({ ...issue, input: payload.value } as never);
  });
