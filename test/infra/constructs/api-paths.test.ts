import { apiPathsOf } from '../../../infra/constructs/desk-api.ts';

test('given operations, then each first part of a path is one pattern, with a star where more follows', () => {
  const paths = ['/me', '/services/{serviceId}', '/services/{serviceId}/tickets', '/openapi/v1/ticket', '/openapi'];
  expect(apiPathsOf(paths.map((path) => ({ path })))).toEqual(['/me', '/openapi', '/openapi/*', '/services/*']);
});
