import { setBusinessHours } from '../../../../../shared/contracts/http/triggers.ts';
import { faultsOfBody } from '../../../../../web/src/admin/kit/faults.ts';
import {
  ALWAYS,
  bodyOf,
  mergeWeeks,
  OFFICE_HOURS,
  onceRead,
  SENTENCES,
  storedOf,
  type HoursValues,
} from '../../../../../web/src/admin/business-hours/hours-values.ts';

const values = (over: Partial<HoursValues> = {}): HoursValues => ({
  weekly: OFFICE_HOURS,
  country: '',
  open: [],
  closed: [],
  ...over,
});
const faults = (given: HoursValues) =>
  Object.fromEntries(
    [
      ...faultsOfBody(
        onceRead(setBusinessHours.body, () => given),
        bodyOf(given),
        SENTENCES,
      ),
    ].map(([at, fault]) => [at, 'words' in fault ? fault.words : fault.detail]),
  );

describe('business hours as they are typed', () => {
  it('midnight as an end is the end of the day, there and back', () => {
    const body = bodyOf(values({ weekly: ALWAYS }));
    expect(body.weekly.sunday).toEqual([{ from: 0, to: 1440 }]);
    const stored = { ...body, version: 3, timeZone: 'Asia/Seoul', holidays: [], countries: [] };
    expect(storedOf(stored as Parameters<typeof storedOf>[0])).toEqual({
      version: 3,
      values: values({ weekly: ALWAYS }),
    });
  });

  it('closed days are left out, and spans are saved in the order of the day', () => {
    const monday = [
      { from: '13:00', to: '18:00' },
      { from: '09:00', to: '12:00' },
    ];
    const { weekly } = bodyOf(values({ weekly: { ...OFFICE_HOURS, monday } }));
    expect(weekly.monday).toEqual([
      { from: 540, to: 720 },
      { from: 780, to: 1080 },
    ]);
    expect(Object.keys(weekly)).not.toContain('saturday');
  });

  it.each([
    ['nothing typed', { from: '09:00', to: '' }, 'hours.fault.time'],
    ['an end before the beginning', { from: '12:00', to: '09:00' }, 'hours.fault.order'],
    ['an overlap', { from: '17:00', to: '20:00' }, 'hours.fault.overlap'],
  ])('%s is marked where it was typed', (_, span, words) => {
    const monday = [{ from: '09:00', to: '18:00' }, span];
    expect(faults(values({ weekly: { ...OFFICE_HOURS, monday } }))).toEqual({ '#/weekly/monday/1': words });
  });

  it('a closed day needs a day and a name, each day once', () => {
    expect(faults(values({ closed: [{ day: '', name: ' ' }] }))).toEqual({
      '#/closed/0/day': 'hours.fault.day',
      '#/closed/0/name': 'fault.required',
    });
    const twice = [
      { day: '2027-05-03', name: 'A' },
      { day: '2027-05-03', name: 'B' },
    ];
    expect(faults(values({ closed: twice }))).toEqual({ '#/closed': 'fault.twice' });
    expect(faults(values())).toEqual({});
  });

  it('two administrators change different days: both are kept; the same day otherwise: somebody has to look', () => {
    const mine = { ...OFFICE_HOURS, monday: [] };
    const theirs = { ...OFFICE_HOURS, sunday: [{ from: '10:00', to: '12:00' }] };
    expect(mergeWeeks(OFFICE_HOURS, mine, theirs)).toEqual({ ...theirs, monday: [] });
    expect(
      mergeWeeks(OFFICE_HOURS, mine, { ...OFFICE_HOURS, monday: [{ from: '10:00', to: '12:00' }] }),
    ).toBeUndefined();
  });
});
