import { OWN_TEMPLATES_LIMIT, TEMPLATE_BYTES } from '../../../shared/domain/template/template.ts';
import { VARIABLE_NAMES } from '../../../shared/domain/template/variables.ts';
import { httpDesk } from '../../support/http-desk.ts';
import { aTemplate } from '../../support/templates.ts';

const REFUND = {
  name: 'Refund',
  searchCode: 'Refund',
  language: 'en',
  html: '<p>Dear #{customer.name}, about #{ticket.number}</p>',
  shared: true,
};
const aDesk = async () => {
  const desk = await httpDesk();
  await desk.directory.putCategory({
    serviceId: 'support',
    kind: 'processing_type',
    categoryId: 'refunds',
    names: { en: 'Refunds' },
    active: true,
    order: 0,
  });
  await desk.directory.putCategory({
    serviceId: 'support',
    kind: 'processing_type',
    categoryId: 'closed',
    names: { en: 'Closed' },
    active: false,
    order: 1,
  });
  return {
    ...desk,
    write: async (body: object = {}, as = 'boss') =>
      (await desk.call('createTemplate', { as, body: { ...REFUND, ...body } })).body['templateId'] as string,
    names: async (as: string, query: Record<string, string> = {}) =>
      ((await desk.call('listTemplates', { as, query })).body['templates'] as readonly { name: string }[]).map(
        ({ name }) => name,
      ),
  };
};

describe('writing a template', () => {
  it('keeps what is safe of it, for all of the service, and tells so', async () => {
    const desk = await aDesk();
    const answer = await desk.call('createTemplate', {
      as: 'boss',
      body: {
        ...REFUND,
        searchCode: ' ＲＥＦＵＮＤ ',
        html: `${REFUND.html}<script>bad()</script>`,
        categoryIds: ['refunds', 'refunds'],
      },
    });
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: {
        templateId: expect.stringMatching(/^tpl_/),
        version: 1,
        shared: true,
        name: 'Refund',
        searchCode: 'refund',
        language: 'en',
        html: REFUND.html,
        categoryIds: ['refunds'],
        useCount: 0,
        createdBy: 'boss',
        editedBy: null,
      },
    });
    expect(desk.templates.facts).toEqual([
      expect.objectContaining({
        type: 'settings_changed',
        action: 'created',
        actor: { kind: 'agent', id: 'boss' },
        subject: { kind: 'template', id: answer.body['templateId'] },
        changed: ['categoryIds', 'html', 'language', 'name', 'searchCode'],
      }),
    ]);
  });

  it('is for administrators when it is shared, and for everybody for themselves, which nobody else sees', async () => {
    const desk = await aDesk();
    expect(await desk.call('createTemplate', { as: 'first', body: REFUND })).toMatchObject({
      status: 403,
      body: { code: 'forbidden', permission: 'manage_desk' },
    });
    expect(await desk.call('createTemplate', { as: 'stranger', body: REFUND })).toMatchObject({ status: 404 });
    const templateId = await desk.write({ shared: false, name: 'Mine' }, 'first');
    await desk.write();
    expect([
      await desk.names('first'),
      await desk.names('second'),
      await desk.names('first', { whose: 'own' }),
      await desk.names('first', { whose: 'shared' }),
    ]).toEqual([['Mine', 'Refund'], ['Refund'], ['Mine'], ['Refund']]);
    for (const as of ['second', 'boss']) {
      expect((await desk.call('getTemplate', { as, params: { templateId } })).status).toBe(404);
      expect((await desk.call('editTemplate', { as, params: { templateId }, body: { name: 'Yours' } })).status).toBe(
        404,
      );
      expect((await desk.call('deleteTemplate', { as, params: { templateId } })).status).toBe(404);
    }
    expect(desk.templates.facts).toHaveLength(1);
  });

  it.each<[string, object, number, object]>([
    [
      'an unknown variable, told where',
      { html: '<p>#{customer.nme} and #{agent}</p>' },
      400,
      {
        code: 'validation_failed',
        variables: [
          { name: 'customer.nme', at: 3 },
          { name: 'agent', at: 23 },
        ],
        errors: [
          { pointer: '#/html', detail: 'There is no variable #{customer.nme} (at 3)' },
          { pointer: '#/html', detail: 'There is no variable #{agent} (at 23)' },
        ],
      },
    ],
    [
      'a variable that only making it safe puts together',
      { html: '<p>x #<script>{a}</script>{nobody}</p>' },
      400,
      { code: 'validation_failed', variables: [{ name: 'nobody', at: 5 }] },
    ],
    ['the place of an answer, which is for layouts', { html: '<p>#{content}</p>' }, 400, { code: 'validation_failed' }],
    [
      'nothing to read',
      { html: '<script>bad()</script>' },
      400,
      { code: 'validation_failed', errors: [{ pointer: '#/html' }] },
    ],
    [
      'a search code of two words',
      { searchCode: 'two words' },
      400,
      { code: 'validation_failed', errors: [{ pointer: '#/searchCode' }] },
    ],
    [
      'a category that there is not',
      { categoryIds: ['refunds', 'nothing'] },
      400,
      { code: 'category_not_found', field: 'categoryIds', id: 'nothing' },
    ],
    [
      'a category that can’t be chosen any more',
      { categoryIds: ['closed'] },
      400,
      { code: 'category_not_found', id: 'closed' },
    ],
    [
      'more text than fits',
      { html: `<p>${'가'.repeat(TEMPLATE_BYTES / 3)}</p>` },
      413,
      { code: 'too_large', limitBytes: TEMPLATE_BYTES },
    ],
    ['a language that we don’t speak', { language: 'xx' }, 400, { code: 'validation_failed' }],
  ])('is refused with %s', async (_, body, status, problem) => {
    const desk = await aDesk();
    expect(await desk.call('createTemplate', { as: 'boss', body: { ...REFUND, ...body } })).toMatchObject({
      status,
      body: problem,
    });
    expect(await desk.names('boss')).toEqual([]);
  });

  it('is refused once an agent has as many as one may', async () => {
    const desk = await aDesk();
    for (let i = 0; i < OWN_TEMPLATES_LIMIT; i += 1)
      await desk.templates.save(
        aTemplate({ templateId: `tpl_${i}`, searchCode: `c${i}`, ownerId: 'first' }),
        undefined,
      );
    expect(await desk.call('createTemplate', { as: 'first', body: { ...REFUND, shared: false } })).toMatchObject({
      status: 409,
      body: { code: 'too_many_templates', limit: OWN_TEMPLATES_LIMIT },
    });
    expect((await desk.call('createTemplate', { as: 'second', body: { ...REFUND, shared: false } })).status).toBe(201);
  });
});

describe('changing templates', () => {
  it('changes what is named and leaves the rest, and refuses a version that was not read', async () => {
    const desk = await aDesk();
    const searchCode = 'edit';
    const templateId = await desk.write({ categoryIds: ['refunds'], searchCode });
    await desk.directory.putCategory({
      serviceId: 'support',
      kind: 'processing_type',
      categoryId: 'refunds',
      names: { en: 'Refunds' },
      active: false,
      order: 0,
    });
    const edit = (body: object, version?: number) =>
      desk.call('editTemplate', {
        as: 'boss',
        params: { templateId },
        body,
        ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
      });
    expect(await edit({ name: 'Refunds', categoryIds: ['refunds'] }, 1)).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { name: 'Refunds', searchCode, html: REFUND.html, categoryIds: ['refunds'], editedBy: 'boss' },
    });
    expect(await edit({ name: 'Late' }, 1)).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
    });
    expect(await edit({})).toMatchObject({ status: 400 });
    expect(await edit({ html: '#{nobody}' })).toMatchObject({
      status: 400,
      body: { variables: [{ name: 'nobody', at: 0 }] },
    });
    expect(await desk.call('getTemplate', { params: { templateId } })).toMatchObject({
      headers: { etag: '"2"' },
      body: { name: 'Refunds', html: REFUND.html },
    });
    expect(await desk.call('deleteTemplate', { as: 'first', params: { templateId } })).toMatchObject({ status: 403 });
    expect(await desk.call('deleteTemplate', { as: 'boss', params: { templateId } })).toMatchObject({
      status: 200,
      body: { templateId },
    });
    expect(await desk.call('deleteTemplate', { as: 'boss', params: { templateId } })).toMatchObject({
      status: 404,
      body: { code: 'template_not_found' },
    });
  });

  it('gives a search code to one of many who ask for it at once', async () => {
    const desk = await aDesk();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        desk.call('createTemplate', { as: 'boss', body: { ...REFUND, searchCode: 'Race' } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'search_code_taken',
      searchCode: 'race',
    });
  });

  it('fills a template for a ticket, escaped, and counts each time but when it is only read', async () => {
    const desk = await aDesk();
    const templateId = await desk.write({
      searchCode: 'fill',
      html: '<p>Dear #{customer.name} (#{customer.phone}), #{ticket.number} #{ticket.title}; #{agent.name}, #{service.name}</p>',
    });
    const number = await desk.create({
      title: 'A <b> & #{agent.email}',
      customer: { name: 'K "K"', email: 'k@example.com' },
    });
    const fill = (as = 'first', params: object = {}) =>
      desk.call('fillTemplate', { as, params: { number, templateId, ...params } });
    expect(await fill()).toMatchObject({
      status: 200,
      body: {
        templateId,
        html: `<p>Dear K &quot;K&quot; (), #${number} A &lt;b&gt; &amp; #{agent.email}; First Agent, Support</p>`,
        empty: ['customer.phone'],
      },
    });
    await Promise.all([fill('second'), fill('boss')]);
    const read = { as: 'first', params: { number, templateId }, query: { preview: 'true' } } as const;
    expect((await desk.call('fillTemplate', read)).body).toEqual((await fill()).body);
    expect((await desk.call('getTemplate', { params: { templateId } })).body).toMatchObject({
      useCount: 4,
      version: 1,
    });
    expect(await fill('first', { number: 99 })).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
    expect(await fill('first', { templateId: 'tpl_none' })).toMatchObject({
      status: 404,
      body: { code: 'template_not_found' },
    });
    expect(await fill('stranger')).toMatchObject({ status: 404 });
    expect((await desk.call('getTemplate', { params: { templateId } })).body).toMatchObject({ useCount: 4 });
  });
});

it('finds templates by text and by category', async () => {
  const desk = await aDesk();
  await desk.write({ categoryIds: ['refunds'] });
  await desk.write({ name: '지연 안내', searchCode: 'delay' });
  expect([
    await desk.names('first', { text: '지연' }),
    await desk.names('first', { text: 'REF' }),
    await desk.names('first', { categoryId: 'refunds' }),
    await desk.names('first', { categoryId: 'other' }),
  ]).toEqual([['지연 안내'], ['Refund'], ['Refund', '지연 안내'], ['지연 안내']]);
  expect((await desk.call('listTemplates')).body['templates']).not.toContainEqual(
    expect.objectContaining({ html: expect.anything() }),
  );
});

it('tells of every variable, what it says and an example', async () => {
  const desk = await aDesk();
  const { variables } = (await desk.call('listTemplateVariables')).body as {
    variables: { name: string; says: string; example: string }[];
  };
  expect(variables.map(({ name }) => name)).toEqual([...VARIABLE_NAMES]);
});
