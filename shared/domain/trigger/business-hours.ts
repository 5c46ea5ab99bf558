/** From `from` to before `to`, minutes of the day (0 to 1440) in the service's time zone. */
export type OpenSpan = { readonly from: number; readonly to: number };

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When a service is open. */
export type BusinessHours = {
  /** IANA name. */
  readonly timeZone: string;
  /** By day, in order, not overlapping; a day that is left out is closed. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly OpenSpan[]>>>;
  /** ISO 3166-1 of the country whose public holidays are closed; absent: none. */
  readonly country?: string;
  /** Days (YYYY-MM-DD) that are closed beside those. */
  readonly closed: readonly { readonly day: string; readonly name: string }[];
  /** Days (YYYY-MM-DD) that are open by their weekly hours though they are public holidays. */
  readonly open: readonly string[];
};
