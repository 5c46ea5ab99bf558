import { ProblemError } from '../../../../../web/src/desk/api/problem-error.ts';
import { troubleOf } from '../../../../../web/src/desk/drafts/trouble.ts';

const at = '2026-11-22T01:05:00.000Z';
const conflict = (meanwhile?: unknown) =>
  new ProblemError({ type: 'about:blank', title: 'Changed', status: 412, code: 'version_conflict', meanwhile }, 412);
const changed = (version: number, actor: unknown, changes: unknown) => ({ type: 'x', at, version, actor, changes });
const agent = (id: string) => ({ kind: 'agent', id });

describe('given a ticket that others changed before an answer came', () => {
  it.each([
    [
      'it was forwarded and answered: the newest states count, in whatever order they are told',
      [
        changed(4, agent('jun'), { status: { before: 'processing', after: 'resolved' } }),
        changed(3, agent('boss'), { assignee: { before: 'mina', after: 'jun' }, status: { after: 'processing' } }),
      ],
      { assigneeId: 'jun', status: 'resolved', byId: 'jun' },
    ],
    [
      'it was given to a group: nobody has it',
      [changed(3, agent('boss'), { assignee: { before: 'mina' }, status: { after: 'unassigned' } })],
      { status: 'unassigned', byId: 'boss' },
    ],
    ['a field was edited', [changed(3, agent('jun'), { title: { before: 'a', after: 'b' } })], { byId: 'jun' }],
    ['the customer wrote', [changed(3, { kind: 'customer' }, {})], {}],
    ['nothing is told', undefined, {}],
    ['what is told is of another release', [{ version: 'three' }], {}],
  ])('%s', (_, meanwhile, expected) => {
    expect(troubleOf(conflict(meanwhile), at)).toEqual({ code: 'version_conflict', at, title: 'Changed', ...expected });
  });
});
