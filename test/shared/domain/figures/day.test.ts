import { dayOf } from '../../../../shared/domain/figures/day.ts';

describe('dayOf', () => {
  it.each([
    ['the last millisecond of a day in Seoul', '2026-11-22T14:59:59.999Z', 'Asia/Seoul', '2026-11-22'],
    ['midnight in Seoul', '2026-11-22T15:00:00.000Z', 'Asia/Seoul', '2026-11-23'],
    ['the same instant in Los Angeles', '2026-11-22T15:00:00.000Z', 'America/Los_Angeles', '2026-11-22'],
    ['the hour that comes twice in Berlin', '2026-10-25T00:30:00.000Z', 'Europe/Berlin', '2026-10-25'],
    ['a year that has just begun', '2026-12-31T15:00:00.000Z', 'Asia/Seoul', '2027-01-01'],
    ['UTC', '2026-11-22T00:00:00.000Z', 'UTC', '2026-11-22'],
  ])('%s', (_, instant, timeZone, day) => {
    expect(dayOf(instant, timeZone)).toBe(day);
  });

  it.each([
    ['a zone that does not exist', '2026-11-22T00:00:00.000Z', 'Asia/Nowhere'],
    ['an instant that does not exist', 'yesterday', 'Asia/Seoul'],
  ])('throws on %s', (_, instant, timeZone) => {
    expect(() => dayOf(instant, timeZone)).toThrow(RangeError);
  });
});
