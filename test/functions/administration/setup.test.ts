import { httpDesk } from '../../support/http-desk.ts';
import { aSetup, unordered } from '../../support/setups.ts';

const setUp = async () => {
  const desk = await httpDesk();
  const bring = (document: object, { as = 'boss', dryRun = false, prune = false, serviceId = 'support' } = {}) =>
    desk.call('importSetup', { as, params: { serviceId }, body: { document, dryRun, prune } });
  return { desk, bring };
};

it('given a set-up, when an administrator imports it, then it is exported the same, and a dry run finds no difference', async () => {
  const { desk, bring } = await setUp();
  expect(await bring(aSetup(), { dryRun: true })).toMatchObject({ status: 200, body: { applied: 0, remaining: 7 } });
  expect(await bring(aSetup())).toMatchObject({ status: 200, body: { applied: 7, remaining: 0 } });
  const { status, body } = await desk.call('exportSetup', { as: 'boss' });
  expect([status, unordered(body as never)]).toEqual([200, unordered(aSetup())]);
  expect((await bring(body, { dryRun: true, prune: true })).body).toEqual({ changes: [], applied: 0, remaining: 0 });
  // What stands there is what the other operations work with.
  expect((await desk.call('listTemplates')).body).toMatchObject({
    templates: [{ searchCode: 'refund', shared: true, createdBy: 'boss' }],
  });
  expect((await desk.call('getRestrictedWords')).body).toMatchObject({ words: ['damn', '바보'] });
});

it('given somebody who doesn’t manage the service, then they neither export nor import', async () => {
  const { desk, bring } = await setUp();
  expect(await desk.call('exportSetup', { as: 'first' })).toMatchObject({ status: 403 });
  expect(await bring(aSetup(), { as: 'first' })).toMatchObject({ status: 403 });
  expect(await bring(aSetup(), { serviceId: 'other' })).toMatchObject({
    status: 404,
    body: { code: 'service_not_found' },
  });
});

it('given what can’t be brought in, then each place is named, by form and by sense', async () => {
  const { bring } = await setUp();
  expect(await bring({ version: 1, agents: [] })).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  expect(
    await bring({ version: 1, templates: [{ ...aSetup().templates[0]!, categoryIds: ['nowhere'] }] }),
  ).toMatchObject({
    status: 400,
    body: {
      code: 'validation_failed',
      errors: [{ pointer: '#/document/templates/0/categoryIds/0', detail: 'There is no such processing category' }],
    },
  });
});

it('given long texts, then the difference shows where they begin', async () => {
  const { bring } = await setUp();
  const { body } = await bring(
    { version: 1, templates: [{ ...aSetup().templates[0]!, categoryIds: [], html: `<p>${'long '.repeat(2000)}</p>` }] },
    { dryRun: true },
  );
  const html = (body['changes'] as { members: { name: string; after: string }[] }[])[0]!.members.find(
    ({ name }) => name === 'html',
  )!;
  expect(html.after).toMatch(/^<p>long .*…$/);
  expect(html.after.length).toBe(1001);
});
