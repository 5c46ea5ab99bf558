import fc from 'fast-check';
import { figuresPeriod, resolvedRate, SLICE_FIGURES, sliceOf } from '../../../../shared/domain/figures/last-day.ts';

const ZONES = ['Asia/Seoul', 'Asia/Kathmandu', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe', 'UTC'];
const HOUR = 3_600_000;

describe('the slices of a day', () => {
  test('are 48 half hours by the clock of the zone', () => {
    expect(sliceOf('2026-11-22T15:00:00.000Z', 'Asia/Seoul')).toEqual({ day: '2026-11-23', slice: 0 });
    expect(sliceOf('2026-11-22T14:59:59.999Z', 'Asia/Seoul')).toEqual({ day: '2026-11-22', slice: 47 });
    expect(sliceOf('2026-11-22T03:29:00.000Z', 'Asia/Seoul')).toEqual({ day: '2026-11-22', slice: 24 });
    expect(new Set(SLICE_FIGURES).size).toBe(96);
  });

  test('fit into the row of a day without a second write unit, in numbers of up to six digits', () => {
    const rest = 'PK FIGURES#a-service-with-a-name SK all#2026-11-22 entity figures scope all span 2026-11-22'.length;
    const figures = ['created', 'resolved', 'unassignedToday', ...SLICE_FIGURES];
    // DynamoDB stores two digits in a byte, and one more for each number.
    const bytes = figures.reduce((sum, name) => sum + name.length + 4, rest);
    expect(bytes).toBeLessThan(1024);
  });
});

describe('the period of the figures', () => {
  test('in Seoul at twenty to one in the afternoon, are this day’s slices and yesterday’s from half past twelve on', () => {
    const { day, lastDay } = figuresPeriod(new Date('2026-11-23T03:40:00.000Z'), 'Asia/Seoul');
    expect(day).toBe('2026-11-23');
    const slices = new Map(lastDay.map((each) => [each.day, [...each.slices].sort((a, b) => a - b)]));
    expect(slices.get('2026-11-23')).toEqual(Array.from({ length: 26 }, (_, slice) => slice));
    expect(slices.get('2026-11-22')).toEqual(Array.from({ length: 23 }, (_, slice) => slice + 25));
  });

  test('at any instant in any zone, whatever was received in 24 hours is in it, and nothing of 25 hours ago', () => {
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 30 * HOUR }), (now, zone, ago) => {
        const received = new Date(now.getTime() - ago);
        const period = figuresPeriod(now, zone);
        const then = sliceOf(received, zone);
        const isIn = period.lastDay.some(({ day, slices }) => day === then.day && slices.includes(then.slice));
        expect(period.lastDay.length).toBeLessThanOrEqual(3);
        if (ago <= 24 * HOUR) expect(isIn).toBe(true);
        // Where a clock is put back, what was received in the hour before has the slices of the one after.
        else if (ago > 25.5 * HOUR) expect(isIn).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the Resolved Rate', () => {
  test.each([
    [0, 0, null],
    [3, 0, 0],
    [3, 2, 67],
    [1000, 999, 99],
    [1000, 1000, 100],
    [1000, 1, 0],
  ])('of %i received, with %i resolved, is %p', (received, resolved, rate) => {
    expect(resolvedRate({ received, resolved })).toBe(rate);
  });
});
