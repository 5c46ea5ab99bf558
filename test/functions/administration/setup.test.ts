import { httpDesk } from '../../support/http-desk.ts';
import { aSetup, unordered } from '../../support/setups.ts';

const setUp = async () => {
  const desk = await httpDesk();
  const bring = (
    document: object,
    { as = 'boss', serviceId = 'support', ...body }: { as?: string; serviceId?: string; [name: string]: unknown } = {},
  ) => desk.call('importSetup', { as, params: { serviceId }, body: { document, dryRun: false, ...body } });
  return { desk, bring };
};

it('given a set-up, when an administrator imports it, then it is exported the same, and a dry run finds no difference', async () => {
  const { desk, bring } = await setUp();
  expect(await bring(aSetup(), { dryRun: true })).toMatchObject({ status: 200, body: { applied: 0, remaining: 7 } });
  expect(await bring(aSetup())).toMatchObject({ status: 200, body: { applied: 7, remaining: 0 } });
  const { status, body } = await desk.call('exportSetup', { as: 'boss' });
  expect([status, unordered(body as never)]).toEqual([200, unordered(aSetup())]);
  expect((await bring(body, { dryRun: true, prune: true })).body).toMatchObject({
    changes: [],
    applied: 0,
    remaining: 0,
  });
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

/** The text of the one changed template of a difference, on both sides. */
const htmlOf = (body: Record<string, unknown>) =>
  (body['changes'] as { members: { name: string; before: string | null; after: string }[] }[])[0]!.members.find(
    ({ name }) => name === 'html',
  )!;
const aLong = (html: string) => ({
  version: 1,
  templates: [{ ...aSetup().templates[0]!, categoryIds: [], html }],
});

it('given a long text, then the difference shows its beginning', async () => {
  const { bring } = await setUp();
  const { after } = htmlOf((await bring(aLong(`<p>${'long '.repeat(2000)}</p>`), { dryRun: true })).body);
  expect(after).toMatch(/^<p>long .*…$/);
  expect(after.length).toBe(1001);
});

it('given long texts that differ far from their beginning, then the difference shows where, on both sides alike', async () => {
  const { bring } = await setUp();
  const text = (word: string) => `<p>${'long '.repeat(2000)}${word} ${'rest '.repeat(2000)}</p>`;
  await bring(aLong(text('old')));
  const { before, after } = htmlOf((await bring(aLong(text('new')), { dryRun: true })).body);
  expect(before).toMatch(/^….*long old rest .*…$/);
  expect(after).toBe(before!.replace('old', 'new'));
  expect(after.length).toBe(1002);
  // A text that only lost its end is shown to its end.
  const shorter = htmlOf((await bring(aLong(`<p>${'long '.repeat(2000)}</p>`), { dryRun: true })).body);
  expect(shorter.after).toMatch(/^….*long <\/p>$/);
  expect(shorter.before).toMatch(/^….*long old rest .*…$/);
});

it('given a difference that was shown, when another administrator changes it, then it is refused until it is shown anew', async () => {
  const { desk, bring } = await setUp();
  await bring(aSetup());
  const document = { version: 1, templates: [{ ...aSetup().templates[0]!, name: 'Money back' }] };
  const revision = async () => (await bring(document, { dryRun: true })).body['revision'];
  const shown = await revision();
  const [{ templateId }] = (await desk.call('listTemplates')).body['templates'] as [{ templateId: string }];
  await desk.call('editTemplate', { as: 'boss', params: { templateId }, body: { html: '<p>Somebody else’s</p>' } });
  expect(await bring(document, { revision: shown })).toMatchObject({
    status: 409,
    body: { code: 'difference_changed', applied: 0 },
  });
  expect(await bring(document, { revision: await revision() })).toMatchObject({ status: 200, body: { applied: 1 } });
});

it('given a set-up that is too large for a response, then its export says so and how large it may be', async () => {
  const { desk, bring } = await setUp();
  const html = `<p>${'x'.repeat(30_000)}</p>`;
  const templates = (from: number) =>
    Array.from({ length: 30 }, (_, index) => ({
      ...aSetup().templates[0]!,
      searchCode: `long-${from + index}`,
      categoryIds: [],
      html,
    }));
  for (let from = 0; from < 180; from += 30)
    expect(await bring({ version: 1, templates: templates(from) })).toMatchObject({ status: 200 });
  expect(await desk.call('exportSetup', { as: 'boss' })).toMatchObject({
    status: 413,
    body: { code: 'too_large', limitBytes: 5 * 1024 * 1024 },
  });
});
