import { SIGNATURE_LENGTH, SIGNATURES_LIMIT } from '../../../shared/domain/desk/preferences.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
});
const choose = (body: object, as = 'first') => desk.call('editMyPreferences', { as, body });
const mine = async (as = 'first') => (await desk.call('getMe', { as })).body['preferences'];
const SILENT = { notification: false, sound: false };
const DEFAULTS = {
  version: 0,
  language: 'auto',
  theme: 'auto',
  afterProcessing: 'next',
  listOrder: 'newest',
  panelOrder: [],
  alerts: { assigned: SILENT, replied: SILENT, call_due: SILENT, mail_failed: SILENT },
  signatures: {},
};

it('gives defaults to who has chosen nothing', async () => {
  expect(await mine()).toEqual(DEFAULTS);
});

it('keeps what was chosen, for the caller alone', async () => {
  const { status, body } = await choose({ language: 'ko', alerts: { replied: { sound: true } } });
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      ...DEFAULTS,
      version: 1,
      language: 'ko',
      alerts: { ...DEFAULTS.alerts, replied: { notification: false, sound: true } },
    },
  });
  expect(await mine()).toEqual(body);
  expect(await mine('second')).toEqual(DEFAULTS);
});

it('keeps what two windows choose at the same time, each of another property', async () => {
  await Promise.all([
    choose({ theme: 'dark' }),
    choose({ panelOrder: ['calls', 'fields'] }),
    choose({ alerts: { assigned: { sound: true } } }),
    choose({ alerts: { assigned: { notification: true } } }),
  ]);
  expect(await mine()).toMatchObject({
    version: 4,
    theme: 'dark',
    panelOrder: ['calls', 'fields'],
    alerts: { assigned: { notification: true, sound: true } },
  });
});

it.each([
  ['nothing', {}],
  ['an unknown member', { colour: 'red' }],
  ['an unknown language', { language: 'fr' }],
  ['a panel twice', { panelOrder: ['calls', 'calls'] }],
  ['an unknown alert', { alerts: { birthday: { sound: true } } }],
  ['a signature that is too long', { signatures: { support: 'x'.repeat(SIGNATURE_LENGTH + 1) } }],
])('refuses %s', async (_, body) => {
  expect(await choose(body)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
});

it('wants somebody signed in', async () => {
  expect(await desk.call('editMyPreferences', { as: null, body: { theme: 'dark' } })).toMatchObject({ status: 401 });
});

describe('signatures', () => {
  const signature = '<p>Mina <b>Care</b></p>';
  const sign = (as = 'first') => choose({ signatures: { support: signature } }, as);
  const answer = async (operation: 'resolveTicket' | 'pendTicket' | 'commentTicket', html = '<p>Pull the plug</p>') => {
    const number = await desk.create();
    await desk.call('keepTicket', { params: { number } });
    const { status } = await desk.call(operation, {
      params: { number },
      headers: { 'if-match': '"2"' },
      body: { html },
    });
    const { body } = await desk.call('listEntries', { params: { number } });
    return { status, entry: (body['entries'] as { html: string }[]).at(-1)!, number };
  };

  it.each(['resolveTicket', 'pendTicket'] as const)('stand under what %s writes', async (operation) => {
    await sign();
    expect(await answer(operation)).toMatchObject({
      status: 200,
      entry: { html: `<p>Pull the plug</p><div style="margin-top:16px">${signature}</div>` },
    });
  });
  it('don’t stand under a comment', async () => {
    await sign();
    expect(await answer('commentTicket')).toMatchObject({ entry: { html: '<p>Pull the plug</p>' } });
  });
  it('are the agent’s own', async () => {
    await sign('second');
    expect(await answer('resolveTicket')).toMatchObject({ entry: { html: '<p>Pull the plug</p>' } });
  });
  it('make no answer of an empty text', async () => {
    await sign();
    const number = await desk.create();
    await desk.call('keepTicket', { params: { number } });
    expect(
      await desk.call('resolveTicket', {
        params: { number },
        headers: { 'if-match': '"2"' },
        body: { html: '<p></p>' },
      }),
    ).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });
  it('stand in the preview, as in the answer', async () => {
    await sign();
    const number = await desk.create();
    await desk.call('keepTicket', { params: { number } });
    const { status, body } = await desk.call('previewAnswer', {
      params: { number },
      body: { command: 'resolve', html: '<p>Pull the plug</p>' },
    });
    expect(status).toBe(200);
    expect(body['html']).toContain(`<p>Pull the plug</p><div style="margin-top:16px">${signature}</div>`);
  });
  it('are taken away by an empty text', async () => {
    await sign();
    expect((await choose({ signatures: { support: '' } })).body).toMatchObject({ signatures: {} });
  });
  it.each(['first', 'gone'])('are refused to %s in a service in which they are not', async (as) => {
    const serviceId = as === 'first' ? 'other' : 'support';
    expect(await choose({ signatures: { [serviceId]: signature } }, as)).toMatchObject({
      status: 404,
      body: { code: 'service_not_found' },
    });
  });
  it('are limited in number', async () => {
    const repository = desk.preferences;
    const signatures = Object.fromEntries(
      Array.from({ length: SIGNATURES_LIMIT }, (_, at) => [`service-${at}`, { html: signature, text: 'Mina Care' }]),
    );
    await choose({ theme: 'dark' });
    const before = (await repository.find('first'))!;
    await repository.save({ ...before, version: 2, signatures }, before);
    expect(await sign()).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });
});
