import { dynamoTemplateRepository, templateRows } from '../../../shared/adapters/dynamodb/template-repository.ts';
import { deskFactRows } from '../../../shared/adapters/dynamodb/fact-rows.ts';
import { deskEventKey } from '../../../shared/adapters/dynamodb/keys.ts';
import type { TemplateRepository } from '../../../shared/application/ports/desk-settings.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import { SHARED_TEMPLATES_LIMIT, TEMPLATE_BYTES, type Template } from '../../../shared/domain/template/template.ts';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aDeskFact, aTemplate } from '../../support/templates.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

type Opened = {
  readonly templates: TemplateRepository;
  readonly told: (fact: DeskFact) => Promise<DeskFact | undefined>;
};
const open = (): Opened => ({
  templates: dynamoTemplateRepository({ ...engine, backoff: async () => {} }),
  told: async ({ serviceId, id }) => {
    const { Item } = await engine.client.send(
      new GetCommand({ TableName: engine.deskTable, Key: deskEventKey(serviceId, id) }),
    );
    return Item && deskFactRows.read(Item);
  },
});

describe('template repository', () => {
  let templates: TemplateRepository;
  let told: Opened['told'];
  let names = 0;
  const a = (over: Partial<Template> = {}): Template => {
    names += 1;
    return aTemplate({
      serviceId: `service-${names}`,
      templateId: `tpl_${names}`,
      searchCode: `code-${names}`,
      ...over,
    });
  };
  beforeAll(() => {
    ({ templates, told } = open());
  });

  it('gives back what was written, whole, to whom it is for', async () => {
    const shared = a({ categoryIds: ['one', 'two'] });
    const own = a({
      ...shared,
      templateId: 'tpl_own',
      ownerId: 'mina',
      editedBy: 'mina',
      editedAt: '2026-11-23T00:00:00.000Z',
    });
    expect([await templates.save(shared, undefined), await templates.save(own, undefined)]).toEqual(['saved', 'saved']);
    expect(await templates.find(shared.serviceId, shared.templateId, 'anybody')).toEqual({ ...shared, useCount: 0 });
    expect(await templates.find(own.serviceId, 'tpl_own', 'mina')).toEqual({ ...own, useCount: 0 });
    expect([
      await templates.find(own.serviceId, 'tpl_own', 'jun'),
      await templates.find('another', shared.templateId, 'mina'),
    ]).toEqual([undefined, undefined]);
    expect(await templates.list(shared.serviceId, undefined)).toEqual([{ ...shared, useCount: 0 }]);
    expect(await templates.list(shared.serviceId, 'mina')).toEqual([{ ...own, useCount: 0 }]);
    expect(await templates.list(shared.serviceId, 'jun')).toEqual([]);
  });

  it('lists them all, as many and as long as they may be', async () => {
    const html = '가'.repeat(TEMPLATE_BYTES / 12);
    for (let from = 0; from < SHARED_TEMPLATES_LIMIT; from += 50)
      await Promise.all(Array.from({ length: 50 }, () => templates.save(a({ serviceId: 'full', html }), undefined)));
    expect(await templates.list('full', undefined)).toHaveLength(SHARED_TEMPLATES_LIMIT);
  });

  it('gives a search code once among the shared ones and once to each agent', async () => {
    const first = a();
    const rival = (over: Partial<Template>) =>
      templates.save({ ...first, templateId: `tpl_r${(names += 1)}`, ...over }, undefined);
    expect(await templates.save(first, undefined)).toBe('saved');
    expect([
      await rival({}),
      await rival({ ownerId: 'mina' }),
      await rival({ ownerId: 'jun' }),
      await rival({ ownerId: 'mina' }),
      await rival({ serviceId: 'elsewhere' }),
    ]).toEqual(['code_taken', 'saved', 'saved', 'code_taken', 'saved']);
    expect(await templates.list(first.serviceId, undefined)).toHaveLength(1);
  });

  it('frees a search code that is changed or deleted, and takes none that is taken', async () => {
    const first = a();
    const second = { ...a(), serviceId: first.serviceId };
    await templates.save(first, undefined);
    await templates.save(second, undefined);
    expect(await templates.save({ ...second, version: 2, searchCode: first.searchCode }, second)).toBe('code_taken');
    const moved = { ...first, version: 2, searchCode: 'moved' };
    expect(await templates.save(moved, first)).toBe('saved');
    expect(await templates.save({ ...second, version: 2, searchCode: first.searchCode }, second)).toBe('saved');
    expect(await templates.remove(moved)).toBe(true);
    expect(await templates.save({ ...a(), serviceId: first.serviceId, searchCode: 'moved' }, undefined)).toBe('saved');
  });

  it('changes the version that was read and no other, nor one that is gone', async () => {
    const template = a();
    await templates.save(template, undefined);
    expect(await templates.save(template, undefined)).toBe('changed');
    const saved = await Promise.all(
      Array.from({ length: 6 }, (__, i) => templates.save({ ...template, name: `No ${i}`, version: 2 }, template)),
    );
    expect(saved.toSorted()).toEqual(['changed', 'changed', 'changed', 'changed', 'changed', 'saved']);
    expect(await templates.find(template.serviceId, template.templateId, 'x')).toMatchObject({
      version: 2,
      name: `No ${saved.indexOf('saved')}`,
    });
    expect([
      await templates.remove(template),
      await templates.remove({ ...template, version: 2 }),
      await templates.remove({ ...template, version: 2 }),
    ]).toEqual([false, true, false]);
    expect(await templates.save({ ...template, version: 3 }, { ...template, version: 2 })).toBe('changed');
    expect(await templates.find(template.serviceId, template.templateId, 'x')).toBeUndefined();
  });

  it('counts every use, and an edit loses none', async () => {
    const template = a();
    await templates.save(template, undefined);
    await Promise.all([
      ...Array.from({ length: 5 }, () => templates.countUse(template)),
      templates.save({ ...template, version: 2, name: 'New' }, template),
      ...Array.from({ length: 5 }, () => templates.countUse(template)),
    ]);
    expect(await templates.find(template.serviceId, template.templateId, 'x')).toMatchObject({
      useCount: 10,
      version: 2,
      name: 'New',
    });
    await templates.remove({ ...template, version: 2 });
    await templates.countUse(template);
    expect(await templates.find(template.serviceId, template.templateId, 'x')).toBeUndefined();
  });

  it('tells the fact with the change, and none of a change that was not made', async () => {
    const template = a();
    const [made, late, gone] = ['evt_made', 'evt_late', 'evt_gone'].map((id) =>
      aDeskFact({ serviceId: template.serviceId, id }),
    ) as [DeskFact, DeskFact, DeskFact];
    await templates.save(template, undefined, made);
    await templates.save({ ...template, version: 9 }, { ...template, version: 8 }, late);
    expect([await told(made), await told(late)]).toEqual([made, undefined]);
    await templates.remove(template, gone);
    expect(await told(gone)).toEqual(gone);
  });
});

it('fails loudly for a row of another make', () => {
  expect(() =>
    templateRows.read({ entity: 'template', serviceId: 'support', templateId: 'tpl_1', name: 'No version' }),
  ).toThrow();
});
