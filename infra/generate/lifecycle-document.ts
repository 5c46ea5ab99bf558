import {
  actorFor,
  TICKET_COMMANDS,
  TICKET_LIFECYCLE,
  transitionOf,
  type Actor,
  type LifecycleState,
  type TicketCommand,
} from '../../shared/domain/ticket/lifecycle.ts';
import { STATUS_LABELS, TICKET_STATUSES, type TicketStatus } from '../../shared/domain/ticket/status.ts';
import type { GeneratedFile } from './event-documents.ts';

const WHO = {
  any_agent: 'any agent of the service',
  assignee: 'the assignee or an administrator',
  forwarder: 'the assignee, an administrator or an agent with the forward flag',
  administrator: 'an administrator',
  author: 'the agent who answered',
  system: 'the desk itself',
} as const satisfies Record<Actor, string>;

/** A ticket in the Spam list stands apart from the other resolved ones, so it has a column and a state of its own. */
type Place = TicketStatus | 'spam';
const PLACES: readonly Place[] = [...TICKET_STATUSES, 'spam'];
const PLACE_LABELS = { ...STATUS_LABELS, spam: 'Spam' } as const satisfies Record<Place, string>;
const standingAt = (place: Place): LifecycleState =>
  place === 'spam' ? { status: TICKET_LIFECYCLE.resolve_internally.to, internalReason: 'spam' } : { status: place };
const actorAt = (command: TicketCommand, place: Place): Actor | undefined => actorFor(command, standingAt(place));

const whoGives = (command: TicketCommand): string => {
  const placesOf = Map.groupBy(
    PLACES.filter((place) => actorAt(command, place) !== undefined),
    (place) => actorAt(command, place)!,
  );
  if (placesOf.size === 1) return WHO[[...placesOf.keys()][0]!];
  return [...placesOf]
    .map(([actor, places]) => `${WHO[actor]} (${places.map((place) => PLACE_LABELS[place]).join(', ')})`)
    .join('; ');
};

const AFTER = {
  same: 'unchanged',
  before: 'as before it was spam',
  answered: 'as before the answer',
  gone: 'none: the ticket is gone',
} as const;
const statusAfter = (command: TicketCommand): string => {
  const { to, otherwise } = transitionOf(command);
  const after = to in AFTER ? AFTER[to as keyof typeof AFTER] : `\`${to}\``;
  return otherwise === undefined ? after : `${after}; \`${otherwise.to}\` when ${otherwise.when}`;
};

const commandRow = (command: TicketCommand): string => {
  const { needs, mailsCustomer } = transitionOf(command);
  return `| \`${command}\` | ${whoGives(command)} | ${statusAfter(command)} | ${needs ?? 'nothing more'} | ${mailsCustomer ? 'yes' : 'no'} |`;
};

const CELLS = {
  any_agent: 'all',
  assignee: 'assignee',
  forwarder: 'forwarder',
  administrator: 'admin',
  author: 'author',
  system: 'desk',
} as const satisfies Record<Actor, string>;
const cell = (command: TicketCommand, place: Place): string => {
  const actor = actorAt(command, place);
  return actor === undefined ? '–' : CELLS[actor];
};
const placeRow = (place: Place): string => {
  const label = place === 'spam' ? 'Spam (`resolved`, reason `spam`)' : `${STATUS_LABELS[place]} (\`${place}\`)`;
  return `| ${label} | ${TICKET_COMMANDS.map((command) => cell(command, place)).join(' | ')} |`;
};

type Arrow = { readonly from: Place; readonly to: Place | '[*]'; readonly words: string };
const targetsOf = (command: TicketCommand, from: Place): readonly Arrow[] => {
  const { to, otherwise } = transitionOf(command);
  const leadsAway =
    otherwise !== undefined && (otherwise.in === undefined || otherwise.in.some((status) => status === from));
  const other = leadsAway ? [{ from, to: otherwise.to, words: command }] : [];
  switch (to) {
    case 'same':
      return other;
    case 'gone':
      return [{ from, to: '[*]', words: command }];
    case 'answered':
      return PLACES.filter((place) => actorAt(from === 'resolved' ? 'resolve' : 'pend', place) !== undefined).map(
        (place) => ({ from, to: place, words: command }),
      );
    // A ticket that is no longer spam returns to the status that it had.
    case 'before':
      return PLACES.filter((place) => actorAt('resolve_internally', place) !== undefined).map((place) => ({
        from,
        to: place,
        words: command,
      }));
    default:
      return [
        { from, to, words: command },
        ...(command === 'resolve_internally' ? [{ from, to: 'spam' as const, words: `${command} as spam` }] : []),
        ...other,
      ];
  }
};

/** Commands that lead from one status to the same other share an arrow; what keeps the status has none. */
const diagram = (): string => {
  const arrows = TICKET_COMMANDS.flatMap((command) =>
    PLACES.filter((place) => actorAt(command, place) !== undefined).flatMap((place) => targetsOf(command, place)),
  ).filter(({ from, to }) => from !== to);
  const grouped = Map.groupBy(arrows, ({ from, to }) => `${from} --> ${to}`);
  return [
    'stateDiagram-v2',
    ...PLACES.map((place) => `  ${place}: ${PLACE_LABELS[place]}`),
    '  [*] --> unassigned: create',
    ...[...grouped].map(([arrow, same]) => `  ${arrow}: ${same.map(({ words }) => words).join(', ')}`),
  ].join('\n');
};

const page = (): string => `# The life of a ticket

Generated from \`shared/domain/ticket/lifecycle.ts\` by \`npm run generate\`; don't edit. A command that a row does not allow is refused with 409,
which names the ticket's status and what is allowed; one that only others may give with 403.

| command | who | status after | needs | mails the customer |
|---|---|---|---|---|
${TICKET_COMMANDS.map(commandRow).join('\n')}

Where each command may be given, and by whom (all: ${WHO.any_agent}; assignee: ${WHO.assignee}; forwarder: ${WHO.forwarder}; admin: ${WHO.administrator}; author: ${WHO.author}; desk: ${WHO.system}):

| status | ${TICKET_COMMANDS.map((command) => `\`${command}\``).join(' | ')} |
|---|${TICKET_COMMANDS.map(() => '---|').join('')}
${PLACES.map(placeRow).join('\n')}

What leads from one status to another; commands that keep the status are left out:

\`\`\`mermaid
${diagram()}
\`\`\`
`;

export const lifecycleDocuments = (): readonly GeneratedFile[] => [
  { path: 'docs/ticket-lifecycle.md', content: page() },
];
