import { operations } from '../../../shared/contracts/http/operations.ts';
import { httpDesk } from '../../support/http-desk.ts';

const served = Object.values(operations).filter(
  ({ group }) => group === 'ticket-commands' || group === 'ticket-queries',
);

it.each(served)('$method $path is served by $group', async ({ operationId }) => {
  const desk = await httpDesk();
  expect(await desk.call(operationId, { as: null })).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});

it('a route of another function is none of this one', async () => {
  const desk = await httpDesk();
  expect(await desk.callRoute('GET /me', 'ticket-commands')).toMatchObject({
    status: 404,
    body: { code: 'route_not_found' },
  });
});
