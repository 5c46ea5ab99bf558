/**
 * Reads a day as people type it (`2026-11-22`, `2026.11.22`, `2026/1/2`, `20261122`), with a time behind it when one is
 * asked for; null when it is none. Returns what an input of dates takes: `YYYY-MM-DD`, or `YYYY-MM-DD HH:mm:ss`.
 */
export const readTyped = (typed: string, withTime: boolean): string | null => {
  const found =
    /^\s*(\d{4})(?:\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?|(\d\d)(\d\d))(?:[\sT]+(\d{1,2}):(\d\d)(?::\d\d)?)?\s*$/.exec(
      typed,
    );
  if (found === null) return null;
  const [, year = '', month = found[4] ?? '', day = found[5] ?? '', , , hour = '0', minute = '00'] = found;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const made = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(made.getTime()) || made.toISOString().slice(0, 10) !== date) return null;
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  return withTime ? `${date} ${hour.padStart(2, '0')}:${minute}:00` : date;
};
