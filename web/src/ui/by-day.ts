import { dayOf } from './format-time.ts';

/** The events of each day in the time zone; days and events in the order that they are given in. */
export const byDay = <E extends { readonly at: string }>(
  events: readonly E[],
  timeZone: string,
): readonly { readonly day: string; readonly events: readonly E[] }[] => {
  const days = new Map<string, E[]>();
  for (const event of events) {
    const day = dayOf(event.at, timeZone);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days].map(([day, its]) => ({ day, events: its }));
};
