import { actorFor, allowedCommands } from '../../../../shared/domain/ticket/lifecycle.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../../../shared/domain/ticket/status.ts';
import { PROCESS_COMMANDS } from '../../../../web/src/desk/drafts/draft.ts';
import type { Obstacle } from '../../../../web/src/desk/obstacle-words.ts';
import { chosenCommand, commandChoices } from '../../../../web/src/editor/command-choices.ts';

const asSeenBy = (
  who: 'assignee' | 'colleague',
  status: TicketStatus,
  email: string | undefined = 'mina@example.com',
): Parameters<typeof commandChoices>[0] => ({
  status,
  internalReason: null,
  customer: email === undefined ? {} : { email },
  origin: null,
  allowed: [
    ...allowedCommands({ status }).filter((command) => {
      const actor = actorFor(command, { status });
      return actor === 'any_agent' || (who === 'assignee' && actor === 'assignee');
    }),
  ],
});
const FROM_CARE = { serviceId: 'care', number: 7, withdrawnAt: null };
const spam: Parameters<typeof commandChoices>[0] = {
  ...asSeenBy('assignee', 'resolved'),
  internalReason: 'spam',
  allowed: ['comment'],
};
const obstacles = (ticket: Parameters<typeof commandChoices>[0]): readonly (Obstacle | null)[] =>
  commandChoices(ticket).map(({ obstacle }) => obstacle);

describe.each(TICKET_STATUSES)('given a ticket that is %s', (status) => {
  test('when its assignee looks, then exactly what the server allows is possible', () => {
    const ticket = asSeenBy('assignee', status);
    expect(
      commandChoices(ticket)
        .filter(({ obstacle }) => obstacle === null)
        .map(({ command }) => command),
    ).toEqual(PROCESS_COMMANDS.filter((command) => ticket.allowed.includes(command)));
  });
});

describe('given something stands in the way', () => {
  test.each([
    ['nobody has it yet', asSeenBy('colleague', 'unassigned'), ['keep_first', 'keep_first', null]],
    ['a colleague has it', asSeenBy('colleague', 'processing'), ['not_assignee', 'not_assignee', null]],
    [
      'the customer has no address',
      { ...asSeenBy('assignee', 'processing'), customer: {} },
      ['no_address', 'no_address', null],
    ],
    [
      'it came from another team, whose customer it is',
      { ...asSeenBy('assignee', 'processing'), customer: {}, origin: FROM_CARE },
      [null, null, null],
    ],
    ['it waits for another desk', asSeenBy('assignee', 'transferred'), ['status', 'status', null]],
    ['it is completed', asSeenBy('assignee', 'completed'), ['status', 'status', 'status']],
    ['it is spam', spam, ['status', 'status', null]],
  ] as const)('when %s, then each command says so', (_, ticket, expected) => {
    expect(obstacles(ticket)).toEqual(expected);
  });
});

describe('given an agent wishes to resolve', () => {
  test('when that is possible, then the button does it', () => {
    expect(chosenCommand(commandChoices(asSeenBy('assignee', 'processing')), 'resolve')).toEqual({
      command: 'resolve',
      obstacle: null,
    });
  });
  test('when it is not, then the button does what is possible', () => {
    expect(chosenCommand(commandChoices(asSeenBy('colleague', 'processing')), 'resolve')).toEqual({
      command: 'comment',
      obstacle: null,
    });
  });
  test('when nothing is, then the wish stands with its obstacle', () => {
    expect(chosenCommand(commandChoices(asSeenBy('assignee', 'completed')), 'resolve')).toEqual({
      command: 'resolve',
      obstacle: 'status',
    });
  });
});
