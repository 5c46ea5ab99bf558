import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { dynamoDeskAdministration } from '../../../../shared/adapters/dynamodb/desk-administration.ts';
import { sanitizedRichText } from '../../../../shared/adapters/mail/sanitized-rich-text.ts';
import { exportSetup, type SetupRepositories } from '../../../../shared/application/desk-setup/read-setup.ts';
import { importSetup, type ImportInput } from '../../../../shared/application/desk-setup/import-setup.ts';
import type { SetupDocument } from '../../../../shared/domain/desk-setup/setup-document.ts';
import { steppingClock } from '../../../support/clock.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { anySetup, aSetup, aSetupField, storedSetup, unordered } from '../../../support/setups.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const clock = steppingClock();
const factsOf = async (serviceId: string) =>
  (
    await dynamoDeskAdministration({ ...engine, backoff: async () => {} }).listFacts(serviceId, {
      limit: 100,
      order: 'oldest',
    })
  ).items;

/** A service of its own, to export from and import into. */
const aService = (repositories: SetupRepositories) => {
  const serviceId = `service-${randomUUID()}`;
  const bring = importSetup({ ...repositories, clock, richText: sanitizedRichText, backoff: async () => {} });
  const exported = exportSetup(repositories);
  return {
    serviceId,
    repositories,
    importing: async (document: SetupDocument, over: Partial<ImportInput> = {}) => {
      const result = await bring({
        serviceId,
        agentId: 'boss',
        correlationId: 'cor_1',
        document,
        dryRun: false,
        prune: false,
        ...over,
      });
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      return result.value;
    },
    refusing: async (document: SetupDocument) => {
      const result = await bring({
        serviceId,
        agentId: 'boss',
        correlationId: 'cor_1',
        document,
        dryRun: false,
        prune: false,
      });
      if (result.ok) throw new Error('It was taken');
      return result.error.errors.map(({ pointer }) => pointer);
    },
    exported: () => exported(serviceId),
  };
};

/** As many as the engine writes and reads in a few seconds. */
const numRuns = 15;
const make = () => aService(storedSetup(engine));

describe('a set-up', () => {
  it('given any set-up, when it is imported into a new service, then its export is the same, and importing it again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anySetup, async (setup) => {
        const service = make();
        await service.importing(setup);
        const first = await service.exported();
        expect(unordered(first)).toEqual(unordered(setup));
        expect(await service.importing(setup)).toEqual({ changes: [], applied: 0, remaining: 0 });
        expect(await service.importing(first, { prune: true })).toEqual({ changes: [], applied: 0, remaining: 0 });
        expect(await service.exported()).toEqual(first);
      }),
      { numRuns },
    );
  }, 60_000);

  it('given any two set-ups that agree on what never changes, when the second is imported over the first, then twice is as once, and nothing of the first that it doesn’t name is gone', async () => {
    await fc.assert(
      fc.asyncProperty(anySetup, anySetup, fc.boolean(), async (first, second, prune) => {
        const service = make();
        const settled = new Map(first.fields.map(({ code, scope, encrypted }) => [code, { scope, encrypted }]));
        await service.importing(first);
        const document = {
          ...second,
          fields: second.fields.filter(({ code, scope, encrypted }) => {
            const stood = settled.get(code);
            return !stood || (stood.scope === scope && stood.encrypted === encrypted);
          }),
        };
        // Trees that don't fit together are refused whole.
        const shown = await service.importing(document, { dryRun: true, prune }).catch((fault: Error) => {
          expect(fault.message).toMatch(/parentId/);
          return undefined;
        });
        fc.pre(shown !== undefined);
        const { changes, applied, remaining } = await service.importing(document, { prune });
        expect([changes, applied, remaining]).toEqual([shown!.changes, shown!.remaining, 0]);
        expect((await service.importing(document, { prune })).changes).toEqual([]);
        const after = await service.exported();
        if (prune)
          expect(unordered({ ...after, categories: [], fields: [] })).toEqual(
            unordered({ ...document, categories: [], fields: [] }),
          );
        else
          expect(after.templates.map(({ searchCode }) => searchCode)).toEqual(
            expect.arrayContaining(first.templates.map(({ searchCode }) => searchCode)),
          );
      }),
      { numRuns },
    );
  }, 60_000);

  it('given a dry run, then the difference is told with before and after, and nothing is written', async () => {
    const service = make();
    await service.importing(aSetup());
    const before = await service.exported();
    const document = {
      version: 1 as const,
      fields: [aSetupField({ required: false })],
      restrictedWords: ['darn'],
      templates: [{ ...aSetup().templates[0]!, searchCode: 'hello' }],
    };
    expect(await service.importing(document, { dryRun: true, prune: true })).toMatchObject({
      applied: 0,
      remaining: 4,
      changes: [
        {
          section: 'fields',
          id: 'size',
          action: 'changed',
          members: [{ name: 'required', before: true, after: false }],
        },
        {
          section: 'templates',
          id: 'hello',
          action: 'added',
          members: expect.arrayContaining([{ name: 'name', before: null, after: 'Refund' }]),
        },
        { section: 'templates', id: 'refund', action: 'removed', members: [] },
        {
          section: 'restrictedWords',
          id: 'words',
          action: 'changed',
          members: [{ name: 'words', before: ['damn', '바보'], after: ['darn'] }],
        },
      ],
    });
    expect(await service.exported()).toEqual(before);
  });

  it('given a document in which a category moves below what was below it, then it is brought there without a circle on the way', async () => {
    const service = make();
    await service.importing(aSetup());
    const [order, late] = aSetup().categories as [SetupCategory, SetupCategory];
    const { parentId: _, ...top } = late;
    await service.importing({ version: 1, categories: [{ ...order, parentId: 'late' }, top] });
    expect((await service.exported()).categories.slice(0, 2)).toEqual([top, { ...order, parentId: 'late' }]);
  });

  it('given what the document doesn’t name, when it is pruned, then categories are inactive, fields are tombstones, layouts are the built-in ones', async () => {
    const service = make();
    await service.importing(aSetup());
    await service.importing(
      { version: 1, categories: [], fields: [], mailLayouts: [], restrictedWords: [] },
      { prune: true },
    );
    const after = await service.exported();
    expect(after.categories.map(({ id, active }) => [id, active])).toEqual([
      ['order', false],
      ['late', false],
      ['refunded', false],
    ]);
    expect([after.fields, after.mailLayouts, after.restrictedWords, after.templates.length]).toEqual([[], [], [], 1]);
    expect(await service.repositories.definitions.find(service.serviceId, 'size')).toMatchObject({
      deleted: true,
      version: 2,
    });
    expect(await service.refusing({ version: 1, fields: [aSetupField()] })).toEqual(['#/document/fields/0/code']);
  });

  it('given more changes than one request writes, then the rest is left, and importing again ends it', async () => {
    const service = make();
    expect(await service.importing(aSetup(), { atMost: 4 })).toMatchObject({ applied: 4, remaining: 3 });
    expect((await service.exported()).templates).toEqual([]);
    expect(await service.importing(aSetup(), { atMost: 4 })).toMatchObject({ applied: 3, remaining: 0 });
    expect(unordered(await service.exported())).toEqual(unordered(aSetup()));
  });
});

type SetupCategory = ReturnType<typeof aSetup>['categories'][number];

it('given what can’t be, then all of it is refused with its places, and nothing is written', async () => {
  const service = make();
  await service.importing(aSetup());
  const before = await service.exported();
  const [order] = before.categories as readonly [SetupCategory];
  expect(
    await service.refusing({
      version: 1,
      categories: [
        { ...order, parentId: 'late' },
        { kind: 'inquiry_type', id: 'lost', parentId: 'nowhere', names: { en: 'Lost' }, active: true, order: 0 },
      ],
      fields: [
        aSetupField({ encrypted: true }),
        aSetupField({ code: 'note', type: 'caption', options: [], inquiryTypeIds: ['refunded'] }),
        aSetupField({ code: 'note' }),
      ],
      restrictedWords: ['fine', '…'],
    }),
  ).toEqual([
    '#/document/categories/1/parentId',
    '#/document/categories/0/parentId',
    '#/document/fields/0/encrypted',
    '#/document/fields/1/placeholders',
    '#/document/fields/1/required',
    '#/document/fields/1/inquiryTypeIds/0',
    '#/document/fields/2/code',
    '#/document/restrictedWords/1',
  ]);
  expect(
    await service.refusing({
      version: 1,
      templates: [
        { searchCode: '!', name: 'A', language: 'en', html: '<p>a</p>', categoryIds: [] },
        { searchCode: 'b', name: 'B', language: 'en', html: '<p>#{nobody}</p>', categoryIds: [] },
      ],
      mailLayouts: [{ kind: 'manual', language: 'en', html: '<p>no place</p>' }],
    }),
  ).toEqual(['#/document/templates/0/searchCode', '#/document/templates/1/html', '#/document/mailLayouts/0/html']);
  expect(await service.exported()).toEqual(before);
});

it('given a script in a template, then what is stored is safe, and the document as written changes nothing any more', async () => {
  const service = make();
  const document: SetupDocument = {
    version: 1,
    templates: [
      {
        searchCode: 'ＨＩ',
        name: 'Hi',
        language: 'en',
        html: '<p onclick="x()">Hi</p><script>alert(1)</script>',
        categoryIds: [],
      },
    ],
  };
  await service.importing(document);
  expect((await service.exported()).templates).toEqual([
    { searchCode: 'hi', name: 'Hi', language: 'en', html: '<p>Hi</p>', categoryIds: [] },
  ]);
  expect((await service.importing(document)).changes).toEqual([]);
});

it('given others who write at the same time, then the import is planned anew on what they left, and both stand', async () => {
  const repositories = storedSetup(engine);
  const other = { ...aSetup().categories[0]!, id: 'other' };
  const { save } = repositories.categories;
  let raced = false;
  const service = aService({
    ...repositories,
    categories: {
      ...repositories.categories,
      save: async (category, version, fact) => {
        if (!raced) {
          raced = true;
          const { id, ...rest } = other;
          await save({ ...rest, serviceId: category.serviceId, categoryId: id, version: 1 }, version, fact);
        }
        return save(category, version, fact);
      },
    },
  });
  await service.importing(aSetup());
  expect((await service.exported()).categories.map(({ id }) => id)).toEqual(['order', 'late', 'other', 'refunded']);
});

it('given each change, then the log tells of it as of one by hand, names and no values, under one correlation', async () => {
  const service = make();
  await service.importing(aSetup(), { actor: { kind: 'system' } });
  await service.importing({ version: 1, templates: [], fields: [aSetupField({ order: 3 })] }, { prune: true });
  const facts = await factsOf(service.serviceId);
  const of = (kind: string) => facts.filter(({ subject }) => subject.kind === kind);
  expect(of('field')).toMatchObject([
    { subject: { kind: 'field', id: 'size' }, action: 'created', actor: { kind: 'system' }, correlationId: 'cor_1' },
    {
      subject: { kind: 'field', id: 'size' },
      action: 'changed',
      actor: { kind: 'agent', id: 'boss' },
      changed: ['order'],
    },
  ]);
  expect(of('template')).toMatchObject([
    { action: 'created', changed: ['categoryIds', 'html', 'language', 'name', 'searchCode'] },
    { action: 'removed', changed: [] },
  ]);
  const others = facts.filter(({ subject }) => !['field', 'template'].includes(subject.kind));
  expect(others.map(({ subject }) => subject.kind)).toEqual(
    expect.arrayContaining(['category', 'mail_layout', 'restricted_words']),
  );
  expect(JSON.stringify(others)).not.toMatch(/Order|content|damn/);
});
