import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { dynamoDeskAdministration } from '../../../../shared/adapters/dynamodb/desk-administration.ts';
import { sanitizedRichText } from '../../../../shared/adapters/mail/sanitized-rich-text.ts';
import type { OpenSetup } from '../../../../infra/operate/setup-file.ts';
import { exportSetup } from '../../../../shared/application/desk-setup/read-setup.ts';
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
const aService = (repositories: OpenSetup) => {
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
    /** What an import says when it takes the document or finds another difference than the one that was shown. */
    importingShown: (document: SetupDocument, revision: string, over: Partial<ImportInput> = {}) =>
      bring({
        serviceId,
        agentId: 'boss',
        correlationId: 'cor_1',
        document,
        dryRun: false,
        prune: false,
        revision,
        ...over,
      }),
    refusing: async (document: SetupDocument) => {
      const result = await bring({
        serviceId,
        agentId: 'boss',
        correlationId: 'cor_1',
        document,
        dryRun: false,
        prune: false,
      });
      if (result.ok || result.error.code !== 'setup_not_valid') throw new Error(JSON.stringify(result));
      return result.error.errors.map(({ pointer }) => pointer);
    },
    exported: () => exported(serviceId),
  };
};

/** A save before which somebody else saves once: as soon as there is something that they save. */
const afterSomebodyElse = <A extends readonly unknown[], R>(
  save: (...given: A) => Promise<R>,
  theirs: (...given: A) => Promise<unknown> | undefined,
) => {
  let done = false;
  return async (...given: A): Promise<R> => {
    const saving = done ? undefined : theirs(...given);
    done ||= saving !== undefined;
    await saving;
    return save(...given);
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
        expect(await service.importing(setup)).toMatchObject({ changes: [], applied: 0, remaining: 0 });
        expect(await service.importing(first, { prune: true })).toMatchObject({
          changes: [],
          applied: 0,
          remaining: 0,
        });
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
        const { changes, applied, remaining } = await service.importing(document, {
          prune,
          revision: shown!.revision,
        });
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
        {
          section: 'templates',
          id: 'refund',
          names: { en: 'Refund' },
          action: 'removed',
          members: expect.arrayContaining([{ name: 'name', before: 'Refund', after: null }]),
        },
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

describe('given a difference that was shown', () => {
  const document: SetupDocument = {
    version: 1,
    categories: aSetup().categories,
    templates: [{ ...aSetup().templates[0]!, name: 'Money back' }],
  };
  const changes = ({ changes: all }: { readonly changes: readonly { readonly id: string }[] }) =>
    all.map(({ id }) => id);

  it('when it is applied in parts, then each part goes on from the one before', async () => {
    const service = make();
    const shown = await service.importing(document, { dryRun: true });
    const first = await service.importingShown(document, shown.revision, { atMost: 2 });
    expect(first).toMatchObject({ ok: true, value: { applied: 2, remaining: 2 } });
    expect(await service.importingShown(document, shown.revision)).toMatchObject({
      ok: false,
      error: { code: 'difference_changed', applied: 0 },
    });
    const { revision } = (first as { value: { revision: string } }).value;
    expect(await service.importingShown(document, revision)).toMatchObject({
      ok: true,
      value: { applied: 2, remaining: 0 },
    });
  });

  it('when somebody else changes what it is about, then nothing is written until the new one is shown', async () => {
    const service = make();
    await service.importing(aSetup());
    const shown = await service.importing(document, { dryRun: true });
    expect(changes(shown)).toEqual(['refund']);
    await service.importing({ version: 1, templates: [{ ...aSetup().templates[0]!, html: '<p>Another text</p>' }] });
    expect(await service.importingShown(document, shown.revision)).toMatchObject({
      ok: false,
      error: { code: 'difference_changed', applied: 0 },
    });
    expect((await service.exported()).templates).toMatchObject([{ name: 'Refund', html: '<p>Another text</p>' }]);
    const anew = await service.importing(document, { dryRun: true });
    expect(anew.changes[0]!.members.map(({ name }) => name)).toEqual(['name', 'html']);
    expect(await service.importingShown(document, anew.revision)).toMatchObject({ ok: true, value: { applied: 1 } });
  });

  it('when somebody else changes something else, then it is applied', async () => {
    const service = make();
    await service.importing(aSetup());
    const shown = await service.importing(document, { dryRun: true });
    await service.importing({ version: 1, restrictedWords: ['darn'] });
    expect(await service.importingShown(document, shown.revision)).toMatchObject({ ok: true, value: { applied: 1 } });
  });

  it('when somebody else changes the rest of it while it is applied, then it stops there and says how far it came', async () => {
    const repositories = storedSetup(engine);
    const { save } = repositories.templates;
    const service = aService({
      ...repositories,
      templates: {
        ...repositories.templates,
        save: afterSomebodyElse(save, (_, before, fact) =>
          before === undefined || fact === undefined
            ? undefined
            : save({ ...before, version: before.version + 1, html: '<p>Faster</p>' }, before, {
                ...fact,
                id: `${fact.id}-other`,
              }),
        ),
      },
    });
    await service.importing(aSetup());
    const both = { ...document, categories: [{ ...aSetup().categories[0]!, order: 9 }] };
    const shown = await service.importing(both, { dryRun: true });
    expect(changes(shown)).toEqual(['inquiry_type/order', 'refund']);
    expect(await service.importingShown(both, shown.revision)).toMatchObject({
      ok: false,
      error: { code: 'difference_changed', applied: 1 },
    });
    const { categories, templates } = await service.exported();
    expect(categories.find(({ id }) => id === 'order')).toMatchObject({ order: 9 });
    expect(templates).toMatchObject([{ name: 'Refund', html: '<p>Faster</p>' }]);
  });
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
  const { id, ...rest } = other;
  const service = aService({
    ...repositories,
    categories: {
      ...repositories.categories,
      save: afterSomebodyElse(save, ({ serviceId }, version, fact) =>
        save({ ...rest, serviceId, categoryId: id, version: 1 }, version, fact),
      ),
    },
  });
  await service.importing(aSetup());
  expect((await service.exported()).categories.map(({ id }) => id)).toEqual(['order', 'late', 'other', 'refunded']);
});

it('given each change, then the log tells of it as of one by hand, with values, under one correlation', async () => {
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
      subjectName: aSetupField().names,
      members: [{ name: 'order', told: 'values', before: aSetupField().order, after: 3 }],
    },
  ]);
  expect(of('template')).toMatchObject([
    { action: 'created', changed: ['categoryIds', 'html', 'language', 'name', 'searchCode'] },
    {
      action: 'removed',
      changed: [],
      members: expect.arrayContaining([{ name: 'name', told: 'values', before: aSetup().templates[0]!.name }]),
    },
  ]);
  expect(of('mail_layout')).toMatchObject([
    {
      action: 'created',
      changed: ['html', 'subject'],
      members: [{ name: 'html', told: 'values' }, { name: 'subject' }],
    },
  ]);
  expect(of('restricted_words')).toMatchObject([
    { action: 'created', members: [{ name: 'words', told: 'values', after: aSetup().restrictedWords }] },
  ]);
  const others = facts.filter(({ subject }) => !['field', 'template'].includes(subject.kind));
  expect(others.map(({ subject }) => subject.kind)).toEqual(
    expect.arrayContaining(['category', 'mail_layout', 'restricted_words']),
  );
});
