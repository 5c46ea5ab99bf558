import { scheduleExpression } from '../../../../infra/local/events/schedule-expression.ts';

const next = (expression: string, after: string, zone?: string) => {
  const time = scheduleExpression(expression, zone)(Date.parse(after));
  return time === undefined ? undefined : new Date(time).toISOString();
};

it.each([
  ['rate(1 minute)', '2026-11-22T10:00:30Z', '2026-11-22T10:01:30.000Z'],
  ['rate(5 minutes)', '2026-11-22T10:00:00Z', '2026-11-22T10:05:00.000Z'],
  ['rate(1 day)', '2026-11-22T10:00:00Z', '2026-11-23T10:00:00.000Z'],
  ['cron(0 8 * * ? *)', '2026-11-22T08:00:00Z', '2026-11-23T08:00:00.000Z'],
  ['cron(0/15 * * * ? *)', '2026-11-22T10:01:00Z', '2026-11-22T10:15:00.000Z'],
  ['cron(0 18 ? * MON-FRI *)', '2026-11-20T18:30:00Z', '2026-11-23T18:00:00.000Z'],
  ['cron(0 0 1 JAN,JUL ? *)', '2026-11-22T10:00:00Z', '2027-01-01T00:00:00.000Z'],
  ['cron(0 0 29 2 ? *)', '2026-11-22T10:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['cron(0 0 1 1 ? 2025)', '2026-11-22T10:00:00Z', undefined],
  ['at(2026-12-24T18:00:00)', '2026-11-22T10:00:00Z', '2026-12-24T18:00:00.000Z'],
  ['at(2026-12-24T18:00:00)', '2026-12-24T18:00:00Z', undefined],
])('%s after %s is %s', (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

it.each([
  ['cron(0 9 * * ? *)', 'Asia/Seoul', '2026-11-22T10:00:00Z', '2026-11-23T00:00:00.000Z'],
  ['at(2026-12-24T18:00:00)', 'Asia/Seoul', '2026-11-22T10:00:00Z', '2026-12-24T09:00:00.000Z'],
  ['cron(0 9 * * ? *)', 'Europe/Berlin', '2026-03-28T10:00:00Z', '2026-03-29T07:00:00.000Z'], // summer time began in the night
])('%s in %s after %s is %s', (expression, zone, after, expected) => {
  expect(next(expression, after, zone)).toBe(expected);
});

it.each([
  'rate(0 minutes)',
  'rate(5 parsecs)',
  'cron(0 8 * * *)',
  'cron(0 8 * * * *)',
  'cron(0 8 L * ? *)',
  'cron(61 * * * ? *)',
  'every day',
])('%s is refused', (expression) => {
  expect(() => scheduleExpression(expression)).toThrow('The schedule');
});
