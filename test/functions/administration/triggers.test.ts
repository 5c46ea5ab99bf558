import { toPublishedOfDesk } from '../../../shared/application/events/to-published.ts';
import { secretContext, sealedOf } from '../../../shared/domain/trigger/trigger-secrets.ts';
import { dynamoTriggerRepository } from '../../../shared/adapters/dynamodb/trigger-repository.ts';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';
import { type HttpDesk, httpDesk } from '../../support/http-desk.ts';

jest.setTimeout(60_000);

const URGENT = { kind: 'set_priority', priority: 'urgent' } as const;
const always = { match: 'all', conditions: [] } as const;
const written = (over: object = {}) => ({
  name: 'VIP',
  event: { kind: 'ticket_created' },
  conditions: {
    match: 'all',
    conditions: [{ field: 'customer.emails', operator: 'ends_with', value: '@vip.example.com' }],
  },
  actions: [URGENT],
  ...over,
});
const withVersion = (version: number) => ({ headers: { 'if-match': `"${version}"` } });

const aDesk = async () => {
  const desk = await httpDesk();
  const { client, names } = await hostedStage();
  const triggers = dynamoTriggerRepository({ client, deskTable: names.deskTable, backoff: jitteredBackoff });
  const ask =
    (operationId: Parameters<HttpDesk['call']>[0]) =>
    (triggerId: string, { as = 'boss', version, body }: { as?: string; version?: number; body?: object } = {}) =>
      desk.call(operationId, {
        as,
        params: { triggerId },
        ...(body && { body }),
        ...(version === undefined ? {} : withVersion(version)),
      });
  return {
    ...desk,
    triggers,
    list: async (as = 'boss') => (await desk.call('listTriggers', { as })).body['triggers'] as readonly any[],
    make: (over: object = {}, as = 'boss') => desk.call('createTrigger', { as, body: written(over) }),
    edit: ask('editTrigger'),
    remove: ask('deleteTrigger'),
    move: ask('moveTrigger'),
    test: (over: object = {}, as = 'boss') => {
      const { name: _, ...rest } = written(over);
      return desk.call('testTrigger', { as, body: rest });
    },
    triggerFacts: () => desk.facts.filter(({ subject }) => subject.kind === 'trigger'),
  };
};

describe('given an administrator who makes triggers', () => {
  it('gives them back in their order, with how often each fired, and tells the log', async () => {
    const desk = await aDesk();
    expect(await desk.make({ triggerId: 'vip' })).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { triggerId: 'vip', version: 1, active: true, mode: 'selective', order: 0, stopped: null },
    });
    await desk.make({ triggerId: 'first', name: 'Before it', before: 'vip' });
    const { body: made } = await desk.make({ name: 'Behind it' });
    expect(made['triggerId']).toMatch(/^trg_/);
    await desk.triggers.countUse('support', 'vip', { at: '2026-11-22T09:00:00.000Z', failed: false });
    expect(await desk.list()).toMatchObject([
      { triggerId: 'first', order: 0, fired: 0, firedAt: null, failuresInARow: 0 },
      { triggerId: 'vip', order: 1, fired: 1, firedAt: '2026-11-22T09:00:00.000Z' },
      { triggerId: made['triggerId'], order: 2, ...written(), name: 'Behind it' },
    ]);
    expect(desk.triggerFacts()).toMatchObject([
      { type: 'settings_changed', action: 'created', subject: { kind: 'trigger', id: 'vip' }, subjectName: 'VIP' },
      { action: 'created', subject: { id: 'first' } },
      { action: 'created' },
    ]);
    expect(JSON.stringify(desk.triggerFacts().map(toPublishedOfDesk))).not.toContain('vip.example.com');
  });

  it('takes an address at an international domain in the form in which mail is sent to it', async () => {
    const desk = await aDesk();
    const mail = (address: string) => ({
      actions: [{ kind: 'mail', to: 'address', address, subject: 'Look', html: '<p>Look</p>' }],
    });
    const { status, body } = await desk.make({ triggerId: 'abroad', ...mail('Info@회사.kr') });
    expect(status).toBe(201);
    expect(body['actions']).toMatchObject([{ address: 'info@xn--vf4b131b.kr' }]);
    expect((await desk.test({ ...mail('Info@회사.kr'), example: {} })).body['actions']).toMatchObject([
      { to: [{ address: 'info@xn--vf4b131b.kr' }] },
    ]);
    for (const address of ['김@회사.kr', 'info@회사', 'info@example.7'])
      expect(await desk.make(mail(address))).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '#/actions/0/address' }] },
      });
  });

  it('keeps lists of numbers and of days, and both sides of a change', async () => {
    const desk = await aDesk();
    const asked = {
      match: 'all',
      conditions: [
        { field: 'ticket.number', operator: 'any_of', value: [7, 8] },
        { field: 'ticket.duplicateOf', operator: 'changed_from_to', value: { before: '', after: 7 } },
        { field: 'customer.hasRecord', operator: 'changed_from_to', value: { before: false, after: true } },
        { field: 'ticket.tags', operator: 'changed_from_to', value: { before: 'late', after: 'vip' } },
        { field: 'ticket.createdAt', operator: 'is', value: '2026-11-22T18:00+09:00' },
      ],
    };
    expect(await desk.make({ triggerId: 'new', conditions: asked })).toMatchObject({ status: 201 });
    expect((await desk.list())[0].conditions).toEqual(asked);
  });

  it('changes what is named and leaves the rest, and nothing when it is as it was', async () => {
    const desk = await aDesk();
    await desk.make({ triggerId: 'vip' });
    expect(await desk.edit('vip', { version: 1, body: { name: 'Very important' } })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { name: 'Very important', actions: [URGENT] },
    });
    expect((await desk.edit('vip', { body: { name: 'Very important' } })).body['version']).toBe(2);
    expect(await desk.edit('vip', { version: 1, body: { active: false } })).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
    });
    expect((await desk.edit('vip', { body: { active: false } })).body).toMatchObject({ active: false, version: 3 });
    expect(await desk.triggers.revision('support')).toMatchObject({ revision: 3, inUse: false });
    expect(desk.triggerFacts().map(({ changed }) => changed)).toEqual([expect.anything(), ['name'], ['active']]);
  });

  it('moves one in one request, whatever others move meanwhile', async () => {
    const desk = await aDesk();
    for (const triggerId of ['a', 'b', 'c', 'd']) await desk.make({ triggerId });
    expect(await desk.move('d', { body: { before: 'b' } })).toMatchObject({
      status: 200,
      body: { triggerIds: ['a', 'd', 'b', 'c'] },
    });
    await Promise.all([
      desk.move('a', { body: { before: null } }),
      desk.move('c', { body: { before: 'd' } }),
      desk.move('b', { body: { before: 'b' } }),
    ]);
    expect((await desk.list()).map(({ triggerId }) => triggerId)).toEqual(['c', 'd', 'b', 'a']);
    expect(await desk.move('a', { body: { before: 'gone' } })).toMatchObject({
      status: 409,
      body: { code: 'trigger_place_gone' },
    });
    expect(await desk.move('gone', { body: { before: null } })).toMatchObject({ status: 404 });
    // Of each move one line: the trigger that was moved, from where to where.
    expect(desk.triggerFacts().slice(4)).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ changed: ['order'] })]),
    );
    expect(desk.triggerFacts()).toHaveLength(4 + 3);
  });

  it('deletes one with what was counted of it, and its id is free again', async () => {
    const desk = await aDesk();
    await desk.make({ triggerId: 'vip' });
    await desk.triggers.countUse('support', 'vip', { at: '2026-11-22T09:00:00.000Z', failed: true });
    expect(await desk.remove('vip', { version: 7 })).toMatchObject({ status: 412 });
    expect(await desk.remove('vip', { version: 1 })).toMatchObject({ status: 200, body: { triggerId: 'vip' } });
    expect(await desk.remove('vip')).toMatchObject({ status: 404, body: { code: 'trigger_not_found' } });
    expect(await desk.edit('vip', { body: { name: 'Gone' } })).toMatchObject({ status: 404 });
    await desk.make({ triggerId: 'vip' });
    expect(await desk.list()).toMatchObject([{ triggerId: 'vip', fired: 0, failuresInARow: 0 }]);
  });

  it('is refused an id that is taken, a place that is gone, and what the service doesn’t have', async () => {
    const desk = await aDesk();
    await desk.make({ triggerId: 'vip' });
    expect(await desk.make({ triggerId: 'vip' })).toMatchObject({ status: 409, body: { code: 'trigger_id_taken' } });
    expect(await desk.make({ before: 'gone' })).toMatchObject({ status: 409, body: { code: 'trigger_place_gone' } });
    expect(
      await desk.make({
        conditions: { match: 'any', conditions: [{ field: 'field.nothing', operator: 'is', value: 'x' }] },
        actions: [{ kind: 'forward_to_group', groupId: 'nowhere' }],
      }),
    ).toMatchObject({
      status: 400,
      body: {
        code: 'validation_failed',
        errors: [{ pointer: '#/conditions/conditions/0/field' }, { pointer: '#/actions/0/groupId' }],
      },
    });
    const deep = [1, 2, 3].reduce<object>((inner) => ({ match: 'all', conditions: [inner] }), always);
    expect((await desk.make({ conditions: deep })).status).toBe(400);
    expect(await desk.list()).toHaveLength(1);
  });

  it('is refused texts that can’t be sent: without a word, with a variable that there is not, to an address within', async () => {
    const desk = await aDesk();
    expect(
      await desk.make({
        actions: [
          { kind: 'comment', html: '<p></p>' },
          { kind: 'mail', to: 'customer', subject: 'Hi #{nobody}', html: '<p>#{ticket.titel}</p>' },
          { kind: 'call_url', url: 'https://10.0.0.1/hook' },
          { kind: 'dooray_notice', text: 'x', hook: 'https://192.168.0.1/hook' },
        ],
      }),
    ).toMatchObject({
      status: 400,
      body: {
        errors: ['0/html', '1/subject', '1/html', '2/url', '3/hook'].map((at) => ({ pointer: `#/actions/${at}` })),
      },
    });
  });
});

describe('given actions with secrets', () => {
  const CALL = { kind: 'call_url', url: 'https://api.example.com/tickets', secret: 'sign-with-this' };
  const NOTICE = {
    kind: 'dooray_notice',
    text: 'Look: #{ticket.number}',
    hook: 'https://hook.example.com/s3cret-path',
  };
  const secretsOf = async (desk: Awaited<ReturnType<typeof aDesk>>) => {
    const trigger = (await desk.triggers.find('support', 'calls'))!;
    return Promise.all(
      trigger.actions.map((action) => {
        const sealed = sealedOf(action);
        return sealed === undefined ? null : desk.vault.open(secretContext(trigger), sealed);
      }),
    );
  };

  it('stores them sealed, and tells them nowhere', async () => {
    const desk = await aDesk();
    const { body } = await desk.make({ triggerId: 'calls', actions: [CALL, NOTICE] });
    expect(body['actions']).toEqual([
      { kind: 'call_url', url: CALL.url, secretRef: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { kind: 'dooray_notice', text: NOTICE.text, secretRef: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
    expect(await secretsOf(desk)).toEqual([CALL.secret, NOTICE.hook]);
    const told = JSON.stringify([body, await desk.list(), desk.triggerFacts()]);
    expect(told).not.toMatch(/sign-with-this|s3cret/);
    expect(told).not.toContain(sealedOf((await desk.triggers.find('support', 'calls'))!.actions[0]!)!);
    expect(desk.triggerFacts()[0]!.members).toContainEqual({ name: 'secrets', told: 'secret' });
  });

  it('keeps those that an edit names, wherever their action stands now, and takes new ones', async () => {
    const desk = await aDesk();
    const { body } = await desk.make({ triggerId: 'calls', actions: [CALL, NOTICE] });
    const [call, notice] = body['actions'] as readonly object[];
    await desk.edit('calls', { body: { actions: [notice, URGENT, { ...call, secret: 'another' }] } });
    expect(await secretsOf(desk)).toEqual([NOTICE.hook, null, 'another']);
    const { secretRef: _, ...unsigned } = call as { secretRef: string };
    await desk.edit('calls', { body: { actions: [unsigned] } });
    expect(await secretsOf(desk)).toEqual([null]);
    expect(desk.triggerFacts().map(({ changed }) => changed.includes('secrets'))).toEqual([true, true, true]);
  });

  it('refuses one that is not there, or of another trigger, and a notice without a hook', async () => {
    const desk = await aDesk();
    const { body } = await desk.make({ triggerId: 'calls', actions: [CALL, NOTICE] });
    await desk.make({ triggerId: 'other' });
    const [call] = body['actions'] as readonly object[];
    expect(await desk.edit('other', { body: { actions: [call] } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/actions/0/secretRef' }] },
    });
    expect(await desk.make({ actions: [{ kind: 'dooray_notice', text: 'x' }] })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/actions/0/hook' }] },
    });
  });
});

describe('given a trigger that the desk stopped', () => {
  const stopped = async () => {
    const desk = await aDesk();
    await desk.make({ triggerId: 'vip' });
    const trigger = (await desk.triggers.find('support', 'vip'))!;
    for (let failure = 0; failure < 20; failure += 1)
      await desk.triggers.countUse('support', 'vip', { at: '2026-11-22T09:00:00.000Z', failed: true });
    const fact = { ...desk.triggerFacts()[0]!, id: 'evt_stop', action: 'changed' as const };
    const stop = { why: 'failing', at: '2026-11-22T09:00:00.000Z', details: [] } as const;
    expect(await desk.triggers.stop(trigger, stop, fact)).toBe(true);
    return desk;
  };

  it('stays so with another name or out of use, and begins anew when it is saved', async () => {
    const desk = await stopped();
    expect(await desk.list()).toMatchObject([{ stopped: { why: 'failing' }, failuresInARow: 20 }]);
    for (const body of [{ name: 'Still stopped' }, { active: false }])
      expect((await desk.edit('vip', { body })).body).toMatchObject({ stopped: { why: 'failing' } });
    expect((await desk.edit('vip', { body: { active: true } })).body).toMatchObject({ active: true, stopped: null });
    expect(await desk.list()).toMatchObject([{ stopped: null, failuresInARow: 0 }]);
    expect(await desk.triggers.revision('support')).toMatchObject({ inUse: true });
  });
});

describe('given a trigger that is tried before it is saved', () => {
  it('says of a ticket what each condition saw and what each action would do, and writes nothing', async () => {
    const desk = await aDesk();
    const number = await desk.create({
      title: 'Refund please',
      customer: { name: 'Ann', email: 'ann@vip.example.com' },
      tags: ['vip'],
    });
    const before = { facts: desk.facts.length, ticket: await desk.tickets.find('support', number) };
    expect(
      await desk.test({
        number,
        conditions: {
          match: 'any',
          conditions: [
            { field: 'ticket.priority', operator: 'is', value: 'high' },
            {
              match: 'all',
              conditions: [
                { field: 'ticket.title', operator: 'contains', value: 'refund' },
                { field: 'ticket.tags', operator: 'any_of', value: ['vip', 'gold'] },
              ],
            },
          ],
        },
        actions: [
          URGENT,
          { kind: 'assign', groupId: 'first-line', strategy: 'sequential' },
          {
            kind: 'mail',
            to: 'customer',
            subject: '[#{ticket.number}] Received',
            html: '<p>Dear #{customer.name}</p>',
          },
          { kind: 'mail', to: 'assignee', subject: 'Yours', html: '<p>Look</p>' },
          { kind: 'mail', to: 'address', address: 'support@example.com', subject: 'To us', html: '<p>Look</p>' },
          { kind: 'add_tag', tag: 'vip' },
          { kind: 'call_url', url: 'https://api.example.com/tickets' },
          { kind: 'dooray_notice', text: 'New: #{ticket.title}' },
          { kind: 'complete' },
        ],
      }),
    ).toMatchObject({
      status: 200,
      body: {
        outcome: 'fired',
        conditions: [
          { pointer: '#/conditions/conditions/0', field: 'ticket.priority', met: false, seen: 'normal' },
          { pointer: '#/conditions/conditions/1/conditions/0', operator: 'contains', met: true },
          { pointer: '#/conditions/conditions/1/conditions/1', met: true, seen: 'vip' },
        ],
        actions: [
          { kind: 'set_priority', idle: null, before: 'normal', after: 'urgent' },
          {
            kind: 'assign',
            idle: null,
            group: { id: 'first-line' },
            candidates: expect.arrayContaining([expect.objectContaining({ id: 'first' })]),
          },
          {
            kind: 'mail',
            idle: null,
            from: { address: 'support@example.com' },
            to: [{ name: 'Ann', address: 'ann@vip.example.com' }],
            subject: `[#${number}] Received`,
            leftOut: [],
            html: '<p>Dear Ann</p>',
          },
          { kind: 'mail', idle: 'left_out', leftOut: [{ why: 'no_recipient', count: 1 }], to: [] },
          { kind: 'mail', idle: 'left_out', leftOut: [{ why: 'own_address', count: 1 }], to: [], subject: 'To us' },
          { kind: 'add_tag', idle: 'already_so' },
          { kind: 'call_url', idle: null, url: 'https://api.example.com/tickets' },
          { kind: 'dooray_notice', text: 'New: Refund please' },
          { kind: 'complete', idle: 'not_resolved' },
        ],
      },
    });
    expect({ facts: desk.facts.length, ticket: await desk.tickets.find('support', number) }).toEqual(before);
    expect(await desk.list()).toEqual([]);
  });

  it('says what its actions would do also where its conditions are not met', async () => {
    const desk = await aDesk();
    const { body } = await desk.test({ example: { customer: { email: 'Bob@example.com' } } });
    expect(body).toMatchObject({
      outcome: 'conditions_not_met',
      conditions: [{ field: 'customer.emails', met: false }],
      actions: [{ kind: 'set_priority', idle: null, before: 'normal', after: 'urgent' }],
    });
  });

  it('goes by what is supposed to have happened', async () => {
    const desk = await aDesk();
    const escalated = {
      event: { kind: 'ticket_updated' },
      conditions: {
        match: 'all',
        conditions: [
          { field: 'ticket.status', operator: 'changed_from_to', value: { before: 'processing', after: 'pending' } },
          { field: 'entry.text', operator: 'contains', value: 'again' },
        ],
      },
      example: { status: 'pending' },
    };
    expect((await desk.test(escalated)).body).toMatchObject({ outcome: 'conditions_not_met' });
    const happened = {
      kind: 'customer_replied',
      entryText: 'It happens again',
      changes: { status: { before: 'processing', after: 'pending' } },
    };
    expect((await desk.test({ ...escalated, happened })).body).toMatchObject({
      outcome: 'fired',
      conditions: [{ met: true }, { met: true }],
    });
    expect((await desk.test({ ...escalated, event: { kind: 'ticket_created' }, happened })).body).toMatchObject({
      outcome: 'not_this_event',
      conditions: [],
      actions: [],
    });
    // Nothing that its conditions ask about changed.
    expect(
      (await desk.test({ ...escalated, happened: { kind: 'ticket_updated', changes: { title: { after: 'x' } } } }))
        .body,
    ).toMatchObject({ outcome: 'nothing_relevant_changed' });
  });

  it('knows the ticket’s newest entry, its fields, patterns and the clock', async () => {
    const desk = await aDesk();
    await desk.call('createField', {
      as: 'boss',
      body: { code: 'size', scope: 'agent', type: 'text', names: { en: 'Size' } },
    });
    const number = await desk.create({ html: '<p>Order AB-1234 is late</p>', fields: { size: 'XL' } });
    const conditions = {
      match: 'all',
      conditions: [
        { field: 'entry.text', operator: 'matches', value: '[A-Z]{2}-\\d{4}' },
        { field: 'field.size', operator: 'is', value: 'xl' },
        { field: 'ticket.createdAt', operator: 'older_than', value: { amount: 2, unit: 'days' } },
      ],
    };
    const met = async (over: object) =>
      ((await desk.test({ conditions, ...over })).body['conditions'] as readonly { met: boolean }[]).map(
        (each) => each.met,
      );
    expect(await met({ number })).toEqual([true, true, false]);
    expect(await met({ number, at: '2099-01-01T09:00:00+09:00' })).toEqual([true, true, true]);
    expect(await met({ example: { fields: { size: 'S' } } })).toEqual([false, false, false]);
  });

  it('is refused what it would be refused saved, a ticket that there is not, and both or none to try on', async () => {
    const desk = await aDesk();
    expect(await desk.test({ example: {}, actions: [{ kind: 'forward_to_group', groupId: 'nowhere' }] })).toMatchObject(
      {
        status: 400,
        body: { errors: [{ pointer: '#/actions/0/groupId' }] },
      },
    );
    expect(await desk.test({ example: { fields: { nothing: 'x' } } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/example/fields/nothing' }] },
    });
    expect(await desk.test({ number: 4711 })).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
    expect((await desk.test()).status).toBe(400);
    expect((await desk.test({ number: 1, example: {} })).status).toBe(400);
  });
});

it.each([
  ['an agent', 'first', 403],
  ['an agent of another service', 'stranger', 404],
])('given %s, then triggers are not theirs to see, change or try', async (_, as, status) => {
  const desk = await aDesk();
  await desk.make({ triggerId: 'vip' });
  expect((await desk.call('listTriggers', { as })).status).toBe(status);
  expect((await desk.make({}, as)).status).toBe(status);
  expect((await desk.edit('vip', { as, body: { active: false } })).status).toBe(status);
  expect((await desk.move('vip', { as, body: { before: null } })).status).toBe(status);
  expect((await desk.remove('vip', { as })).status).toBe(status);
  expect((await desk.test({ example: {} }, as)).status).toBe(status);
  expect(await desk.list()).toHaveLength(1);
});
