import { newestOfOthers } from '../../../../../web/src/desk/api/ticket-queries.ts';
import { anEntryView } from '../../../support/ticket-views.ts';

const agent = { kind: 'agent', agentId: 'me' } as const;
const newestFirst = [
  anEntryView({ id: 'e3', kind: 'agent_reply', author: agent, at: '2026-11-22T02:00:00.000Z' }),
  anEntryView({ id: 'e2', kind: 'comment', author: agent, at: '2026-11-21T16:00:00.000Z' }),
  anEntryView({ id: 'e1', at: '2026-11-21T10:00:00.000Z' }),
];

describe('given a draft was begun at a moment', () => {
  test('when others wrote since, then the newest of theirs is found; one’s own does not count', () => {
    const theirs = anEntryView({ id: 'e5', at: '2026-11-22T04:00:00.000Z' });
    expect(newestOfOthers([theirs, ...newestFirst], '2026-11-22T01:00:00.000Z', 'me')?.id).toBe('e5');
    expect(newestOfOthers(newestFirst, '2026-11-22T01:00:00.000Z', 'me')).toBeUndefined();
    const automatic = anEntryView({ kind: 'trigger_mail', author: { kind: 'system' }, at: '2026-11-22T05:00:00.000Z' });
    expect(newestOfOthers([automatic, ...newestFirst], '2026-11-22T01:00:00.000Z', 'me')).toBeUndefined();
  });
});
