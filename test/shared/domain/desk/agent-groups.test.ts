import { inOrderOfAdding, moveBetweenGroups, sameAgents } from '../../../../shared/domain/desk/agent-groups.ts';
import { aGroup, anAgent } from '../../../support/tickets.ts';

const groups = [
  aGroup({ groupId: 'a', agentIds: ['x', 'me', 'y'] }),
  aGroup({ groupId: 'b', agentIds: ['x'], version: 4 }),
  aGroup({ groupId: 'old', active: false }),
];
const moved = (over: Parameters<typeof anAgent>[0]) => {
  const result = moveBetweenGroups(groups, anAgent({ agentId: 'me', ...over }));
  return result.ok ? result.value.map(({ after }) => [after.groupId, after.agentIds, after.version]) : result.error;
};

describe('given an agent in group a', () => {
  it.each([
    ['stays', { groupIds: ['a'] }, []],
    ['comes into b too', { groupIds: ['a', 'b'] }, [['b', ['x', 'me'], 5]]],
    [
      'changes to b',
      { groupIds: ['b'] },
      [
        ['a', ['x', 'y'], 2],
        ['b', ['x', 'me'], 5],
      ],
    ],
    ['is in none any more', { groupIds: [] }, [['a', ['x', 'y'], 2]]],
    ['leaves the service', { groupIds: ['a'], active: false }, [['a', ['x', 'y'], 2]]],
  ])('when they %s then others keep their order and who is new comes last', (_, over, changes) => {
    expect(moved(over)).toEqual(changes);
  });

  it.each(['old', 'none'])('when they are to come into %s then it is refused', (groupId) => {
    expect(moved({ groupIds: ['a', groupId] })).toEqual({ code: 'group_not_found', groupId });
  });
});

it('keeps the order of adding, whatever the order of what is wanted', () => {
  expect(inOrderOfAdding(['b', 'a'], ['c', 'a', 'b', 'c'])).toEqual(['b', 'a', 'c']);
  expect(inOrderOfAdding(['b', 'a'], ['a'])).toEqual(['a']);
});

it.each([
  [['a', 'b'], ['b', 'a'], true],
  [['a'], ['a', 'b'], false],
  [['a', 'a'], ['a', 'b'], false],
  [[], [], true],
])('%j and %j are the same agents: %s', (one, other, same) => {
  expect(sameAgents(one, other)).toBe(same);
});
