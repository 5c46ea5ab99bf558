import { DOORAY_HOSTS, isBelowDooray, isDoorayHost, isDoorayId } from '../../../../shared/domain/dooray/hosts.ts';

it.each([...DOORAY_HOSTS])('%s is a host of the API, and may be told a token', (host) => {
  expect(isDoorayHost(host)).toBe(true);
  expect(isBelowDooray(host)).toBe(true);
});

it.each(['file-api.dooray.com', 'a.b.gov-dooray.com', 'files.gov-dooray.co.kr', 'files.dooray.co.kr', 'dooray.com'])(
  '%s takes files, and is no host of the API',
  (host) => {
    expect(isDoorayHost(host)).toBe(false);
    expect(isBelowDooray(host)).toBe(true);
  },
);

it.each(['evildooray.com', 'dooray.com.example.com', 'dooray.co', 'api.dooray.example.com', 'dooray.kr', ''])(
  '%p is told no token',
  (host) => {
    expect(isDoorayHost(host)).toBe(false);
    expect(isBelowDooray(host)).toBe(false);
  },
);

it.each([
  ['4128374650918273645', true],
  ['1', true],
  ['', false],
  ['12a', false],
  ['../1', false],
  ['412837465091827364512', false],
])('%p is an id: %p', (text, expected) => {
  expect(isDoorayId(text)).toBe(expected);
});
