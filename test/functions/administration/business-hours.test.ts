import { httpDesk } from '../../support/http-desk.ts';

const NINE_TO_SIX = [{ from: 540, to: 1080 }];
const OPEN = {
  weekly: {
    monday: NINE_TO_SIX,
    tuesday: [
      { from: 540, to: 720 },
      { from: 780, to: 1440 },
    ],
  },
  country: 'KR',
  closed: [{ day: '2026-12-31', name: '종무식' }],
  open: ['2026-12-25'],
};

const aDesk = async () => {
  const desk = await httpDesk();
  return {
    ...desk,
    get: (query?: Record<string, string>, as = 'boss') =>
      desk.call('getBusinessHours', { as, ...(query && { query }) }),
    set: (body: object, { as = 'boss', version }: { as?: string; version?: number } = {}) =>
      desk.call('setBusinessHours', {
        as,
        body,
        ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
      }),
    hoursFacts: () => desk.facts.filter(({ subject }) => subject.kind === 'business_hours'),
  };
};

describe('given a service', () => {
  it('is always open until hours are set; then they are shown with the holidays of this year and the next', async () => {
    const desk = await aDesk();
    expect(await desk.get()).toMatchObject({
      status: 200,
      headers: { etag: '"0"' },
      body: {
        version: 0,
        timeZone: 'Asia/Seoul',
        country: null,
        holidays: [],
        weekly: { sunday: [{ from: 0, to: 1440 }] },
      },
    });
    expect(await desk.set(OPEN, { version: 0 })).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { ...OPEN, version: 1, timeZone: 'Asia/Seoul' },
    });
    const { body } = await desk.get();
    expect(body).toMatchObject({ ...OPEN, version: 1, countries: expect.arrayContaining(['KR', 'US']) });
    const holidays = body['holidays'] as readonly { day: string; name: string; open: boolean }[];
    const year = desk.clock.now().getFullYear();
    expect(holidays.map(({ day }) => day)).toEqual(holidays.map(({ day }) => day).toSorted());
    expect(holidays).toContainEqual({ day: `${year}-03-01`, name: '3ㆍ1절', open: false });
    expect(holidays).toContainEqual(expect.objectContaining({ day: `${year + 1}-10-09` }));
    expect(holidays.filter((each) => each.open)).toMatchObject([{ day: '2026-12-25' }]);
  });

  it('shows the holidays of another country before it is chosen', async () => {
    const desk = await aDesk();
    await desk.set(OPEN);
    const { body } = await desk.get({ country: 'US' });
    expect(body).toMatchObject({ country: 'KR' });
    expect((body['holidays'] as readonly { name: string }[]).map(({ name }) => name)).toContain('Thanksgiving Day');
  });

  it('tells the log what changed, and nothing when all stays', async () => {
    const desk = await aDesk();
    await desk.set(OPEN);
    expect((await desk.set(OPEN)).body).toMatchObject({ version: 1 });
    await desk.set({ ...OPEN, country: null, open: [] }, { version: 1 });
    expect(desk.hoursFacts()).toMatchObject([
      { type: 'settings_changed', action: 'created', subject: { kind: 'business_hours', id: 'support' } },
      { action: 'changed', changed: ['country', 'open'] },
    ]);
    expect(await desk.set(OPEN, { version: 1 })).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
    });
  });

  it.each<[string, object, string]>([
    ['spans that overlap', { weekly: { monday: [...NINE_TO_SIX, { from: 600, to: 660 }] } }, '#/weekly/monday/1'],
    ['a span that ends before it begins', { weekly: { friday: [{ from: 1080, to: 540 }] } }, '#/weekly/friday/0'],
    ['a day that there is not', { closed: [{ day: '2026-02-30', name: 'x' }] }, '#/closed/0/day'],
    ['a country whose holidays are not known', { country: 'XX' }, '#/country'],
    ['a day twice', { open: ['2026-12-25', '2026-12-25'] }, '#/open'],
  ])('is refused %s', async (_, over, pointer) => {
    const desk = await aDesk();
    expect(await desk.set({ ...OPEN, ...over })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [expect.objectContaining({ pointer })] },
    });
    expect((await desk.get()).body).toMatchObject({ version: 0 });
  });
});

it.each([
  ['an agent', 'first', 403],
  ['an agent of another service', 'stranger', 404],
])('given %s, then business hours are not theirs', async (_, as, status) => {
  const desk = await aDesk();
  expect((await desk.get(undefined, as)).status).toBe(status);
  expect((await desk.set(OPEN, { as })).status).toBe(status);
});
