import { lastOfOthers } from '../../../../web/src/ticket/last-of-others.ts';

const change = (version: number, type: string, id: string, kind = 'agent') => ({ version, type, actor: { kind, id } });

it.each([
  ['newest first', [change(5, 'ticket_kept', 'jun'), change(4, 'ticket_commented', 'sora')]],
  ['oldest first', [change(4, 'ticket_commented', 'sora'), change(5, 'ticket_kept', 'jun')]],
  [
    'with own changes and the system’s',
    [
      change(7, 'ticket_commented', 'me'),
      change(6, 'ticket_completed', 'timer', 'system'),
      change(5, 'ticket_kept', 'jun'),
    ],
  ],
])('given changes that are told %s, then the newest of another agent is named', (_, meanwhile) => {
  expect(lastOfOthers(meanwhile, 'me')).toMatchObject({ type: 'ticket_kept', actor: { id: 'jun' } });
});

it.each([[undefined], ['changed'], [[]], [[change(5, 'ticket_commented', 'me')]], [[{ type: 'unheard of' }]]])(
  'given %j, then nobody is named',
  (meanwhile) => {
    expect(lastOfOthers(meanwhile, 'me')).toBeNull();
  },
);
