import { routeTable } from '../../../../infra/local/http-api/routes.ts';

const keys = [
  '$default',
  'GET /services/{serviceId}/tickets',
  'POST /services/{serviceId}/tickets',
  'GET /services/{serviceId}/tickets/{number}',
  'GET /services/{serviceId}/tickets/search',
  'ANY /services/{serviceId}/tickets/{number}',
  'ANY /files/{proxy+}',
  'GET /files/{proxy+}',
  'GET /files/list',
  'GET /me',
  'GET /',
];
const find = routeTable(keys.map((routeKey) => ({ routeKey, target: routeKey })));

it.each([
  ['GET', '/me', 'GET /me', {}],
  ['GET', '/', 'GET /', {}],
  ['POST', '/me', '$default', {}],
  ['GET', '/me/', '$default', {}],
  ['GET', '/services/s1/tickets', 'GET /services/{serviceId}/tickets', { serviceId: 's1' }],
  ['POST', '/services/s1/tickets', 'POST /services/{serviceId}/tickets', { serviceId: 's1' }],
  ['GET', '/services/s1/tickets/12', 'GET /services/{serviceId}/tickets/{number}', { serviceId: 's1', number: '12' }],
  ['GET', '/services/s1/tickets/search', 'GET /services/{serviceId}/tickets/search', { serviceId: 's1' }],
  ['PATCH', '/services/s1/tickets/12', 'ANY /services/{serviceId}/tickets/{number}', { serviceId: 's1', number: '12' }],
  ['GET', '/services//tickets', '$default', {}],
  ['GET', '/services/a%2Fb%20c/tickets', 'GET /services/{serviceId}/tickets', { serviceId: 'a/b c' }],
  ['GET', '/services/%zz/tickets', 'GET /services/{serviceId}/tickets', { serviceId: '%zz' }],
  ['GET', '/files/a/b%20c.png', 'GET /files/{proxy+}', { proxy: 'a/b c.png' }],
  ['PUT', '/files/a', 'ANY /files/{proxy+}', { proxy: 'a' }],
  ['GET', '/files/list', 'GET /files/list', {}],
  ['GET', '/files', '$default', {}],
])('%s %s is the route %s', (method, path, routeKey, pathParameters) => {
  expect(find(method, path)).toEqual({ route: expect.objectContaining({ routeKey }), pathParameters });
});

it('finds nothing without a default', () => {
  expect(routeTable([{ routeKey: 'GET /me', target: 1 }])('GET', '/you')).toBeUndefined();
});

it.each(['/me', 'get /me', 'GET me', 'GET /{proxy+}/more'])('refuses the key %s', (routeKey) => {
  expect(() => routeTable([{ routeKey, target: 1 }])).toThrow(`The route ${routeKey}`);
});
