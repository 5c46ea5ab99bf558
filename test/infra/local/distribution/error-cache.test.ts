import { secondsCached } from '../../../../infra/local/distribution/error-cache.ts';

const now = Date.parse('2026-11-22T09:00:00Z');
const seconds = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  { minimum = 10, longest = 31_536_000 } = {},
) => secondsCached({ status, headers: Object.entries(headers) }, { minimum, longest, now });

describe('the seconds that an answer of the origin is cached for', () => {
  it.each([
    [200, 0],
    [304, 0],
    [400, 0],
    [401, 0],
    [403, 0],
    [404, 10],
    [405, 0],
    [409, 0],
    [410, 10],
    [412, 0],
    [414, 10],
    [415, 0],
    [416, 0],
    [422, 0],
    [429, 0],
    [500, 10],
    [501, 10],
    [502, 10],
    [503, 10],
    [504, 10],
    [505, 0],
  ])('%i without a word about it: %i', (status, expected) => {
    expect(seconds(status)).toBe(expected);
  });

  it.each<[string, number, Readonly<Record<string, string>>, number]>([
    ['longer than the minimum', 500, { 'cache-control': 'max-age=60' }, 60],
    ['shorter than the minimum', 500, { 'cache-control': 'max-age=5' }, 10],
    ['for shared caches', 500, { 'cache-control': 'max-age=20, s-maxage=40' }, 40],
    ['only for shared caches', 403, { 'cache-control': 'public, s-maxage=40' }, 40],
    ['a status that is cached when asked', 403, { 'cache-control': 'max-age=60' }, 60],
    ['a status that is cached when asked, by its date', 403, { expires: 'Sun, 22 Nov 2026 09:01:00 GMT' }, 0],
    ['by a date', 500, { expires: 'Sun, 22 Nov 2026 09:01:00 GMT' }, 60],
    ['by a date that is over', 500, { expires: 'Sun, 22 Nov 2026 08:00:00 GMT' }, 10],
    ['by a date that is none', 500, { expires: '0' }, 10],
    ['never, for what was not found', 404, { 'cache-control': 'no-store' }, 0],
    ['never, for what is gone', 410, { 'cache-control': 'private' }, 0],
    ['never, for what can not be done', 501, { 'cache-control': 'max-age=60, no-cache' }, 0],
    ['never, for what is broken', 500, { 'cache-control': 'no-store' }, 10],
    ['never, for what is down', 503, { 'cache-control': 'private, no-cache' }, 10],
  ])('%s: %i with %j: %i', (_, status, headers, expected) => {
    expect(seconds(status, headers)).toBe(expected);
  });

  it.each([
    ['none at a minimum of none', 503, {}, { minimum: 0 }, 0],
    ['what the origin says at a minimum of none', 503, { 'cache-control': 'max-age=60' }, { minimum: 0 }, 60],
    ['at most what the cache policy allows', 503, { 'cache-control': 'max-age=60' }, { minimum: 0, longest: 0 }, 0],
    ['the minimum also above what the policy allows', 503, {}, { minimum: 30, longest: 0 }, 30],
  ])('%s', (_, status, headers, limits, expected) => {
    expect(seconds(status, headers, limits)).toBe(expected);
  });
});
