import * as fc from 'fast-check';
import {
  clockTime,
  dayOf,
  exactTime,
  longDay,
  relativeTime,
  shortDate,
  timeInSentence,
  untilMidnight,
} from '../../../../web/src/ui/format-time.ts';

const seoul = { timeZone: 'Asia/Seoul', language: 'ko' };
const berlin = { timeZone: 'Europe/Berlin', language: 'en' };
const now = Date.parse('2026-11-22T03:00:00.000Z');
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();

describe('given a service in Seoul', () => {
  test('when a moment is shown, then it is of its zone and language', () => {
    expect(clockTime('2026-11-22T01:42:00.000Z', seoul)).toBe('10:42');
    expect(clockTime('2026-11-21T15:00:00.000Z', seoul)).toBe('00:00');
    expect(longDay('2026-11-22T01:42:00.000Z', now, seoul)).toBe('11월 22일 일요일');
    expect(exactTime('2026-11-22T01:42:07.000Z', berlin)).toContain('02:42:07');
  });

  test('when a UTC day ends at nine in the morning there, then the day is the one of Seoul', () => {
    expect(dayOf('2026-11-21T14:59:59.000Z', 'Asia/Seoul')).toBe('2026-11-21');
    expect(dayOf('2026-11-21T15:00:00.000Z', 'Asia/Seoul')).toBe('2026-11-22');
  });
});

describe('given a moment in the past', () => {
  test.each([
    [0, 'now'],
    [0.9, 'now'],
    [5, '5m ago'],
    [59, '59m ago'],
    [60, '1h ago'],
    [1439, '23h ago'],
    [1440, '1d ago'],
    [6 * 1440, '6d ago'],
    [8 * 1440, 'Nov 14'],
  ])('when it was %d minutes ago, then it reads %s', (minutes, words) => {
    expect(relativeTime(ago(minutes), now, berlin, 'now')).toBe(words);
  });

  test('when the server’s clock is ahead, then it is just now', () => {
    expect(relativeTime(ago(-2), now, berlin, 'now')).toBe('now');
  });

  test('when it was another year, then the year stands with it', () => {
    expect(shortDate('2025-11-14T03:00:00.000Z', now, berlin)).toBe('Nov 14, 2025');
  });

  test('when it stands in a sentence, then today needs the clock alone', () => {
    expect(timeInSentence(ago(10), now, berlin)).toBe('03:50');
    expect(timeInSentence(ago(24 * 60), now, berlin)).toBe('Nov 21, 04:00');
  });
});

describe('given the day is to be turned over', () => {
  test('when it is noon in Seoul, then twelve hours are left', () => {
    expect(untilMidnight(now, 'Asia/Seoul')).toBe(12 * 3_600_000);
  });

  test('when no clock changes, then the moment waited for is the first of the next day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * 365 * 86_400_000 }), (offset) => {
        const start = Date.parse('2024-01-01T00:00:00.000Z') + offset;
        const midnight = start + untilMidnight(start, 'Asia/Seoul');
        expect(dayOf(midnight - 1, 'Asia/Seoul')).toBe(dayOf(start, 'Asia/Seoul'));
        expect(dayOf(midnight, 'Asia/Seoul') > dayOf(start, 'Asia/Seoul')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
