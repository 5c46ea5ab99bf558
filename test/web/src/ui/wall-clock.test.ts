import * as fc from 'fast-check';
import { instantOf, wallClockOf } from '../../../../web/src/ui/wall-clock.ts';

describe('given a time that somebody types', () => {
  test.each([
    ['in Seoul', '2026-11-22T19:30', 'Asia/Seoul', '2026-11-22T10:30:00.000Z'],
    ['just after midnight in Seoul', '2026-11-23T00:15', 'Asia/Seoul', '2026-11-22T15:15:00.000Z'],
    ['in the winter of New York', '2026-12-01T09:00', 'America/New_York', '2026-12-01T14:00:00.000Z'],
    ['in the summer of New York', '2026-07-01T09:00', 'America/New_York', '2026-07-01T13:00:00.000Z'],
    ['in Kathmandu', '2026-07-01T09:00', 'Asia/Kathmandu', '2026-07-01T03:15:00.000Z'],
    ['before the clocks go forward', '2026-03-08T01:59', 'America/New_York', '2026-03-08T06:59:00.000Z'],
    ['after the clocks went forward', '2026-03-08T03:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['that is left out', '2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['that comes twice', '2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['after the hour that came twice', '2026-11-01T02:00', 'America/New_York', '2026-11-01T07:00:00.000Z'],
    ['with seconds', '2026-11-22T19:30:00', 'Asia/Seoul', '2026-11-22T10:30:00.000Z'],
  ])('%s, then it is the instant of that zone', (_, wallClock, timeZone, instant) => {
    expect(instantOf(wallClock, timeZone)).toBe(instant);
  });

  test.each(['', 'tomorrow', '2026-11-22', '2026-13-01T10:00', '2026-11-22T25:00'])('%p is no time', (typed) => {
    expect(instantOf(typed, 'Asia/Seoul')).toBeNull();
  });
});

test.each(['Asia/Seoul', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Chatham'])(
  'every time that a clock in %s shows is read as a time at which it shows that',
  (timeZone) => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('2025-01-01T00:00:00Z'),
          max: new Date('2030-01-01T00:00:00Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const shown = wallClockOf(date.getTime(), timeZone);
          expect(wallClockOf(instantOf(shown, timeZone)!, timeZone)).toBe(shown);
        },
      ),
    );
  },
);
