import {
  actorFor,
  AGENT_COMMANDS,
  allowedFor,
  type ActingAgent,
  type LifecycleState,
} from '../../../../shared/domain/ticket/lifecycle.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../../../shared/domain/ticket/status.ts';
import { PROCESS_COMMANDS } from '../../../../web/src/desk/drafts/draft.ts';
import {
  escalateObstacle,
  HEADER_COMMANDS,
  obstacleTo,
  type HeaderCommand,
} from '../../../../web/src/ticket/command-obstacles.ts';

const AGENTS = {
  assignee: { agentId: 'mina', role: 'agent', mayForward: false },
  colleague: { agentId: 'jun', role: 'agent', mayForward: false },
  forwarder: { agentId: 'jun', role: 'agent', mayForward: true },
  administrator: { agentId: 'admin', role: 'administrator', mayForward: false },
} as const satisfies Record<string, ActingAgent>;

const seenBy = (
  who: keyof typeof AGENTS,
  status: TicketStatus,
  over: { readonly internalReason?: LifecycleState['internalReason']; readonly nobody?: true } = {},
): Parameters<typeof obstacleTo>[1] => {
  const assigneeId = status === 'unassigned' || over.nobody ? undefined : 'mina';
  const standing = { status, ...(over.internalReason === undefined ? {} : { internalReason: over.internalReason }) };
  return {
    status,
    internalReason: over.internalReason ?? null,
    assigneeId: assigneeId ?? null,
    allowed: [...allowedFor({ ...standing, ...(assigneeId === undefined ? {} : { assigneeId }) }, AGENTS[who])],
  };
};

test('every command that agents may give has its place in the console', () => {
  expect(new Set([...HEADER_COMMANDS, ...PROCESS_COMMANDS, 'keep', 'edit', 'escalate', 'restore', 'delete'])).toEqual(
    new Set(AGENT_COMMANDS),
  );
});

describe.each(TICKET_STATUSES)('given a ticket that is %s', (status) => {
  test.each(Object.keys(AGENTS) as (keyof typeof AGENTS)[])(
    'when the %s looks, then exactly what the desk allows is possible',
    (who) => {
      const ticket = seenBy(who, status);
      const possible = HEADER_COMMANDS.filter((command) => obstacleTo(command, ticket) === null);
      expect(possible).toEqual(HEADER_COMMANDS.filter((command) => ticket.allowed.includes(command)));
    },
  );

  test('then a command is impossible by its status for all of them or for none', () => {
    for (const command of HEADER_COMMANDS) {
      const isByStatus = actorFor(command, { status }) === undefined;
      for (const who of Object.keys(AGENTS) as (keyof typeof AGENTS)[])
        expect([command, obstacleTo(command, seenBy(who, status)) === 'status']).toEqual([command, isByStatus]);
    }
  });
});

test.each<[HeaderCommand, string, Parameters<typeof obstacleTo>[1], ReturnType<typeof obstacleTo>]>([
  ['forward', 'nobody has it', seenBy('colleague', 'unassigned'), 'keep_first'],
  ['forward', 'a colleague has it', seenBy('colleague', 'processing'), 'only_own'],
  ['forward', 'the agent has the right', seenBy('forwarder', 'processing'), null],
  ['forward', 'it waits for another team', seenBy('assignee', 'transferred'), 'status'],
  ['resolve_internally', 'nobody has it', seenBy('colleague', 'unassigned'), null],
  ['resolve_internally', 'a colleague has it', seenBy('colleague', 'pending'), 'not_assignee'],
  ['withdraw', 'a colleague has it', seenBy('colleague', 'transferred'), 'not_assignee'],
  ['withdraw', 'its assignee left', seenBy('colleague', 'transferred', { nobody: true }), 'administrators'],
  ['withdraw', 'it is theirs', seenBy('assignee', 'dooray_in_progress'), null],
  ['unassign', 'it is theirs', seenBy('assignee', 'processing'), 'administrators'],
  ['complete', 'it is theirs', seenBy('assignee', 'resolved'), 'administrators'],
  ['complete', 'an administrator looks', seenBy('administrator', 'resolved'), null],
  ['complete', 'it is spam', seenBy('administrator', 'resolved', { internalReason: 'spam' }), 'status'],
])('%s, when %s', (command, _, ticket, expected) => {
  expect(obstacleTo(command, ticket)).toBe(expected);
});

describe('handing a ticket over', () => {
  test.each([
    ['its assignee looks', seenBy('assignee', 'processing'), null],
    ['the other side is done', seenBy('assignee', 'transfer_completed'), null],
    ['a colleague looks', seenBy('colleague', 'processing'), 'not_assignee'],
    ['nobody has it', seenBy('colleague', 'unassigned'), 'keep_first'],
    ['it waits already', seenBy('assignee', 'transferred'), 'status'],
    ['it is completed', seenBy('assignee', 'completed'), 'status'],
  ] as const)('when %s, then it says what stands in the way', (_, ticket, expected) => {
    expect(escalateObstacle({ ...ticket, transferring: false })).toBe(expected);
  });
  test('when it was ordered a moment ago, then it is not ordered twice', () => {
    expect(escalateObstacle({ ...seenBy('assignee', 'processing'), transferring: true })).toBe('transferring');
  });
});
