import { eachAgentOnce, PRESENCE_BEAT_SECONDS, PRESENCE_SECONDS } from '../../../../shared/domain/desk/presence.ts';

describe('eachAgentOnce', () => {
  it('names an agent with several windows once, whichever came first: typing in one of them is typing', () => {
    expect(
      eachAgentOnce([
        { agentId: 'mina', state: 'viewing' },
        { agentId: 'jun', state: 'typing' },
        { agentId: 'mina', state: 'typing' },
        { agentId: 'jun', state: 'viewing' },
      ]),
    ).toEqual([
      { agentId: 'jun', state: 'typing' },
      { agentId: 'mina', state: 'typing' },
    ]);
  });
  it('names nobody where nobody is', () => {
    expect(eachAgentOnce([])).toEqual([]);
  });
});

it('an agent whose connection is lost is gone for the others within 30 seconds: at their first sign of life after the time is over', () => {
  expect(PRESENCE_SECONDS + PRESENCE_BEAT_SECONDS).toBeLessThan(30);
});

it('one lost sign of life makes nobody disappear', () => {
  expect(2 * PRESENCE_BEAT_SECONDS).toBeLessThan(PRESENCE_SECONDS);
});
