import fc from 'fast-check';
import type { BusinessHours } from '../../../../shared/domain/trigger/business-hours.ts';
import {
  alwaysOpen,
  checkBusinessHours,
  closedFor,
  isOpen,
  OWN_DAYS_LIMIT,
} from '../../../../shared/domain/trigger/open-hours.ts';
import { isMet, where } from '../../../support/triggers.ts';

const NINE_TO_SIX = [{ from: 540, to: 1080 }];
const WEEK = {
  monday: NINE_TO_SIX,
  tuesday: NINE_TO_SIX,
  wednesday: NINE_TO_SIX,
  thursday: NINE_TO_SIX,
  friday: NINE_TO_SIX,
};
const hours = (over: Partial<BusinessHours> = {}): BusinessHours => ({
  timeZone: 'Asia/Seoul',
  weekly: WEEK,
  closed: [],
  open: [],
  ...over,
});

test.each([
  ['at the minute at which it opens', '2026-11-23T09:00:00+09:00', true],
  ['a millisecond before', '2026-11-23T08:59:59.999+09:00', false],
  ['a millisecond before it closes', '2026-11-23T17:59:59.999+09:00', true],
  ['at the minute at which it closes', '2026-11-23T18:00:00+09:00', false],
  ['on a day without hours', '2026-11-22T12:00:00+09:00', false],
  ['when it is Monday there and Sunday in UTC', '2026-11-22T23:59:00Z', false],
  ['when it opens there on Monday, in UTC', '2026-11-23T00:00:00Z', true],
])('given nine to six on weekdays in Seoul, %s: %s is %s', (_when, instant, open) => {
  expect(isOpen(hours(), instant)).toBe(open);
});

describe('given a lunch break and a night shift over midnight', () => {
  const split = hours({
    weekly: {
      monday: [
        { from: 540, to: 720 },
        { from: 780, to: 1080 },
        { from: 1320, to: 1440 },
      ],
      tuesday: [{ from: 0, to: 360 }],
    },
  });
  it.each([
    ['11:59', '2026-11-23', true],
    ['12:00', '2026-11-23', false],
    ['12:59', '2026-11-23', false],
    ['13:00', '2026-11-23', true],
    ['21:59', '2026-11-23', false],
    ['22:00', '2026-11-23', true],
    ['23:59', '2026-11-23', true],
    ['00:00', '2026-11-24', true],
    ['05:59', '2026-11-24', true],
    ['06:00', '2026-11-24', false],
  ])('at %s on %s it is %s', (clock, day, open) => {
    expect(isOpen(split, `${day}T${clock}:00+09:00`)).toBe(open);
  });
});

describe('given a clock that changes', () => {
  const berlin = hours({
    timeZone: 'Europe/Berlin',
    weekly: { sunday: [{ from: 120, to: 180 }], monday: NINE_TO_SIX },
  });
  it.each([
    ['nine in winter', '2026-03-23T08:00:00Z', true],
    ['before nine in winter', '2026-03-23T07:59:00Z', false],
    ['nine in summer, an hour earlier in UTC', '2026-03-30T07:00:00Z', true],
    ['before nine in summer', '2026-03-30T06:59:00Z', false],
    ['six in summer', '2026-03-30T16:00:00Z', false],
    ['the hour from two to three that is left out: before', '2026-03-29T00:59:59Z', false],
    ['and after', '2026-03-29T01:00:00Z', false],
    ['the hour from two to three that comes twice: first', '2026-10-25T00:30:00Z', true],
    ['and again', '2026-10-25T01:30:00Z', true],
    ['and is over', '2026-10-25T02:00:00Z', false],
  ])('%s: %s is %s', (_when, instant, open) => {
    expect(isOpen(berlin, instant)).toBe(open);
  });

  it('moves by half an hour where the clock does', () => {
    const lordHowe = hours({ timeZone: 'Australia/Lord_Howe' });
    expect(isOpen(lordHowe, '2026-01-12T22:00:00Z')).toBe(true);
    expect(isOpen(lordHowe, '2026-07-12T22:00:00Z')).toBe(false);
    expect(isOpen(lordHowe, '2026-07-12T22:30:00Z')).toBe(true);
  });
});

describe('given holidays', () => {
  const korean = hours({ country: 'KR' });
  it.each([
    ['Chuseok, a Friday', '2026-09-25', false],
    ['the day in lieu of the National Foundation Day', '2026-10-05', false],
    ['an ordinary Tuesday', '2026-10-06', true],
    ['the last minute before a holiday ends', '2026-12-25', false],
  ])('%s, %s is %s', (_name, day, open) => {
    expect(isOpen(korean, `${day}T12:00:00+09:00`)).toBe(open);
    expect(isOpen(hours(), `${day}T12:00:00+09:00`)).toBe(true);
  });

  it('takes the day of the service’s time zone, not that of UTC', () => {
    const always = { ...alwaysOpen('Asia/Seoul'), country: 'KR' };
    expect(isOpen(always, '2026-12-24T14:59:59Z')).toBe(true);
    expect(isOpen(always, '2026-12-24T15:00:00Z')).toBe(false);
    expect(isOpen(always, '2026-12-25T14:59:59Z')).toBe(false);
    expect(isOpen(always, '2026-12-25T15:00:00Z')).toBe(true);
  });

  it('is open on one that the service works on, by its weekly hours', () => {
    const working = hours({ country: 'KR', open: ['2026-09-25'] });
    expect(isOpen(working, '2026-09-25T12:00:00+09:00')).toBe(true);
    expect(isOpen(working, '2026-09-25T20:00:00+09:00')).toBe(false);
    expect(isOpen(working, '2026-09-24T12:00:00+09:00')).toBe(false);
  });

  it('is closed on a day of the service’s own, also where it is named open', () => {
    const own = hours({ closed: [{ day: '2026-11-23', name: 'Outing' }], open: ['2026-11-23'] });
    expect(isOpen(own, '2026-11-23T12:00:00+09:00')).toBe(false);
    expect(closedFor(own, '2026-11-23')).toBe('Outing');
    expect(closedFor(own, '2026-11-24')).toBeUndefined();
  });
});

test('given no hours of its own, then a service is open at any time', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2021-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (instant) =>
      isOpen(alwaysOpen('America/New_York'), instant),
    ),
  );
});

test('given a time of a ticket, then a condition asks whether the service was open then', () => {
  const asked = { businessHours: hours(), now: '2026-11-23T03:00:00Z' };
  expect(isMet(where('event.at', 'in_business_hours'), asked)).toBe(true);
  expect(isMet(where('ticket.createdAt', 'outside_business_hours'), asked)).toBe(true);
  expect(isMet(where('ticket.resolvedAt', 'outside_business_hours'), asked)).toBe(false);
});

describe('what is wrong with business hours', () => {
  it('is nothing, of valid ones', () => {
    expect(checkBusinessHours(hours({ country: 'JP', open: ['2026-01-01'] }))).toEqual([]);
    expect(checkBusinessHours(alwaysOpen('UTC'))).toEqual([]);
  });

  it.each([
    ['a zone that there isn’t', hours({ timeZone: 'Asia/Soul' }), '#/timeZone'],
    ['a country whose holidays aren’t known', hours({ country: 'AQ' }), '#/country'],
    ['a time that is none', hours({ weekly: { monday: [{ from: -1, to: 60 }] } }), '#/weekly/monday/0'],
    ['a part of a minute', hours({ weekly: { monday: [{ from: 0.5, to: 60 }] } }), '#/weekly/monday/0'],
    ['more than a day', hours({ weekly: { sunday: [{ from: 0, to: 1441 }] } }), '#/weekly/sunday/0'],
    ['an end before its beginning', hours({ weekly: { friday: [{ from: 60, to: 60 }] } }), '#/weekly/friday/0'],
    [
      'times that overlap',
      hours({
        weekly: {
          friday: [
            { from: 0, to: 60 },
            { from: 59, to: 70 },
          ],
        },
      }),
      '#/weekly/friday/1',
    ],
    ['a day that there isn’t', hours({ open: ['2026-02-30'] }), '#/open/0'],
    ['a day that is none', hours({ closed: [{ day: 'tomorrow', name: '' }] }), '#/closed/0/day'],
    [
      'a day twice',
      hours({
        closed: [
          { day: '2026-01-02', name: 'x' },
          { day: '2026-01-02', name: 'y' },
        ],
      }),
      '#/closed/1/day',
    ],
    ['a long name', hours({ closed: [{ day: '2026-01-02', name: 'x'.repeat(101) }] }), '#/closed/0/name'],
    [
      'too many spans',
      hours({ weekly: { monday: Array.from({ length: 11 }, (_, i) => ({ from: i * 10, to: i * 10 + 5 })) } }),
      '#/weekly/monday',
    ],
    [
      'too many days',
      hours({
        open: Array.from({ length: OWN_DAYS_LIMIT + 1 }, (_, i) =>
          new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
        ),
      }),
      '#/open',
    ],
  ])('%s', (_what, wrong, pointer) => {
    expect(checkBusinessHours(wrong)).toEqual([{ pointer, detail: expect.any(String) }]);
  });
});
