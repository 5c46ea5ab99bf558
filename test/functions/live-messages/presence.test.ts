import { createHandler } from '../../../functions/live-messages/index.ts';
import { PRESENCE_BEAT_SECONDS, PRESENCE_SECONDS } from '../../../shared/domain/desk/presence.ts';
import type { HostedStage } from '../../support/roles/hosted-stage.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';

type Away = Parameters<HostedStage['consoles']['setAway']>[0];
let desks = 0;
/** Consoles of mina (two windows), jun and sora, all open and on no ticket. */
const aDesk = async (away: Away = {}) => {
  desks += 1;
  const {
    stage,
    deps,
    operator: { connections },
    log,
  } = await roleDesk('live-messages');
  const serviceId = `support-${desks}`;
  let time = Date.parse('2026-11-22T09:00:00.000Z');
  const now = () => new Date(time);
  const idOf = (name: string) => `${name}-of-${desks}`;
  for (const [name, agentId] of [
    ['mina', 'mina'],
    ['mina2', 'mina'],
    ['jun', 'jun'],
    ['sora', 'sora'],
  ] as const)
    // Their connections have been open for a minute.
    await connections.add({ connectionId: idOf(name), serviceId, agentId }, new Date(time - 60_000));
  stage.consoles.setAway({ gone: (away.gone ?? []).map(idOf), broken: (away.broken ?? []).map(idOf) });
  const { sent } = stage.consoles;
  const handle = createHandler({ ...deps, log, now });
  const say = async (name: string, message: object) => {
    expect(
      await handle({
        requestContext: { routeKey: '$default', connectionId: idOf(name) },
        body: JSON.stringify({ type: 'presence', ...message }),
      }),
    ).toEqual({ statusCode: 200 });
  };
  return {
    serviceId,
    connections,
    say,
    now,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    disconnect: async (name: string) => {
      expect(await handle({ requestContext: { routeKey: '$disconnect', connectionId: idOf(name) } })).toEqual({
        statusCode: 200,
      });
    },
    /** What was sent since the last time, by window: `7: jun typing, mina viewing`. */
    news: () =>
      Object.fromEntries(
        sent.splice(0).map(({ connectionId, message }) => {
          const name = connectionId.split('-of-')[0]!;
          if (message.type !== 'presence') return [name, message.type];
          expect(message.serviceId).toBe(serviceId);
          return [
            name,
            `${message.number}: ${message.present.map(({ agentId, state }) => `${agentId} ${state}`).join(', ')}`,
          ];
        }),
      ),
  };
};

describe('presence by live-messages', () => {
  it('answers each with who is on the ticket, and tells those who are there that somebody came', async () => {
    const desk = await aDesk();
    await desk.say('mina', { number: 7 });
    expect(desk.news()).toEqual({ mina: '7: mina viewing' });
    await desk.say('jun', { number: 7 });
    expect(desk.news()).toEqual({ jun: '7: jun viewing, mina viewing', mina: '7: jun viewing, mina viewing' });
  });

  it('tells at once that somebody types and that they ceased to, and nothing while all stays as it is', async () => {
    const desk = await aDesk();
    await desk.say('mina', { number: 7 });
    await desk.say('jun', { number: 7 });
    desk.news();
    await desk.say('jun', { number: 7, state: 'typing' });
    expect(desk.news()).toEqual({ jun: '7: jun typing, mina viewing', mina: '7: jun typing, mina viewing' });
    desk.pass(PRESENCE_BEAT_SECONDS);
    await desk.say('jun', { number: 7, state: 'typing' });
    expect(desk.news()).toEqual({ jun: '7: jun typing, mina viewing' });
    await desk.say('jun', { number: 7, state: 'viewing' });
    expect(desk.news()).toEqual({ jun: '7: jun viewing, mina viewing', mina: '7: jun viewing, mina viewing' });
  });

  it('tells both tickets when somebody goes from one to the other', async () => {
    const desk = await aDesk();
    await desk.say('mina', { number: 7 });
    await desk.say('sora', { number: 8 });
    await desk.say('jun', { number: 7 });
    desk.news();
    await desk.say('jun', { number: 8 });
    expect(desk.news()).toEqual({
      jun: '8: jun viewing, sora viewing',
      sora: '8: jun viewing, sora viewing',
      mina: '7: mina viewing',
    });
  });

  it('tells those who stay that somebody closed the ticket, and answers that one with nothing', async () => {
    const desk = await aDesk();
    await desk.say('mina', { number: 7 });
    await desk.say('jun', { number: 7 });
    desk.news();
    await desk.say('jun', { number: null });
    expect(desk.news()).toEqual({ mina: '7: mina viewing' });
    await desk.say('jun', { number: null });
    expect(desk.news()).toEqual({});
  });

  it('tells those who stay that somebody’s console disconnected, once', async () => {
    const desk = await aDesk();
    await desk.say('mina', { number: 7 });
    await desk.say('jun', { number: 7 });
    desk.news();
    await desk.disconnect('jun');
    await desk.disconnect('jun');
    expect(desk.news()).toEqual({ mina: '7: mina viewing' });
    expect(
      (await desk.connections.listByService(desk.serviceId, desk.now())).map(({ agentId }) => agentId).sort(),
    ).toEqual(['mina', 'mina', 'sora']);
  });

  it('shows an agent with two windows once, typing if they type in either', async () => {
    const desk = await aDesk();
    await desk.say('mina', { number: 7, state: 'typing' });
    await desk.say('mina2', { number: 7 });
    expect(desk.news()).toEqual({ mina: '7: mina typing', mina2: '7: mina typing' });
    await desk.disconnect('mina');
    expect(desk.news()).toEqual({ mina2: '7: mina viewing' });
  });

  it('no longer counts somebody whose signs of life ceased without a goodbye, within 30 seconds, and tells of them when they are back', async () => {
    const desk = await aDesk();
    await desk.say('jun', { number: 7 });
    await desk.say('mina', { number: 7 });
    let seconds = 0;
    for (; desk.news()['mina'] !== '7: mina viewing' && seconds < 60; seconds += PRESENCE_BEAT_SECONDS) {
      desk.pass(PRESENCE_BEAT_SECONDS);
      await desk.say('mina', { number: 7 });
    }
    expect(seconds).toBeGreaterThanOrEqual(PRESENCE_SECONDS);
    expect(seconds).toBeLessThan(30);
    await desk.say('jun', { number: 7 });
    expect(desk.news()).toMatchObject({ mina: '7: jun viewing, mina viewing' });
  });

  it('answers a connection that is none of ours that it does not understand, and shows it to nobody', async () => {
    const desk = await aDesk();
    await desk.say('mina', { number: 7 });
    desk.news();
    await desk.say('stranger', { number: 7 });
    expect(desk.news()).toEqual({ stranger: 'error' });
    await desk.say('stranger', { number: null });
    expect(desk.news()).toEqual({ stranger: 'error' });
  });

  it('does not fail for others who are gone or can not be reached', async () => {
    const desk = await aDesk({ gone: ['mina'], broken: ['sora'] });
    await desk.say('mina', { number: 7 });
    await desk.say('mina2', { number: 7 });
    desk.news();
    await desk.say('jun', { number: 7 });
    expect(desk.news()).toEqual({ jun: '7: jun viewing, mina viewing', mina2: '7: jun viewing, mina viewing' });
    expect(await desk.connections.listByService(desk.serviceId, desk.now())).toHaveLength(3);
  });
});
