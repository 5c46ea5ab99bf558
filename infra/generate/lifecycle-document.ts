import { TICKET_LIFECYCLE, type TicketCommand } from '../../shared/domain/ticket/lifecycle.ts';
import { STATUS_LABELS, TICKET_STATUSES, type TicketStatus } from '../../shared/domain/ticket/status.ts';
import type { GeneratedFile } from './event-documents.ts';

const commands = Object.keys(TICKET_LIFECYCLE) as TicketCommand[];
const fromOf = (command: TicketCommand): readonly TicketStatus[] => TICKET_LIFECYCLE[command].from;
const targetOf = (command: TicketCommand, from: TicketStatus): TicketStatus => {
  const { to } = TICKET_LIFECYCLE[command];
  return to === 'same' ? from : to;
};

const WHO = { any_agent: 'any agent of the service', assignee: 'the assignee or an administrator', system: 'the desk itself' } as const;

/** Commands that lead from one status to the same other share an arrow. Statuses that nothing enters or leaves yet are left out. */
const diagram = (): string => {
  const arrows = commands.flatMap((command) => fromOf(command).map((from) => ({ from, to: targetOf(command, from), command })));
  const grouped = Map.groupBy(arrows, ({ from, to }) => `${from} --> ${to}`);
  const lines = [...grouped].map(([arrow, same]) => `  ${arrow}: ${same.map(({ command }) => command).join(', ')}`);
  const shown = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  return [
    'stateDiagram-v2',
    ...TICKET_STATUSES.filter((status) => shown.has(status)).map((status) => `  ${status}: ${STATUS_LABELS[status]}`),
    '  [*] --> unassigned: create',
    ...lines,
  ].join('\n');
};

const commandRow = (command: TicketCommand): string => {
  const { who, to, needs, mailsCustomer } = TICKET_LIFECYCLE[command];
  return `| \`${command}\` | ${WHO[who]} | ${to === 'same' ? 'unchanged' : `\`${to}\``} | ${needs} | ${mailsCustomer ? 'yes' : 'no'} |`;
};

const statusRow = (status: TicketStatus): string =>
  `| ${STATUS_LABELS[status]} (\`${status}\`) | ${commands.map((command) => (fromOf(command).includes(status) ? `\`${targetOf(command, status)}\`` : '–')).join(' | ')} |`;

const page = (): string => `# The life of a ticket

Generated from \`shared/domain/ticket/lifecycle.ts\` by \`npm run generate\`; don't edit. A command that a row does not allow is refused with 409,
which names the ticket's status and what is allowed.

| command | who | status after | needs | mails the customer |
|---|---|---|---|---|
${commands.map(commandRow).join('\n')}

Status × command → status after:

| status | ${commands.map((command) => `\`${command}\``).join(' | ')} |
|---|${commands.map(() => '---|').join('')}
${TICKET_STATUSES.map(statusRow).join('\n')}

\`\`\`mermaid
${diagram()}
\`\`\`

\`reopen\` leads to Processing with the same assignee, or to Unassigned when the ticket has none or they left.
`;

export const lifecycleDocuments = (): readonly GeneratedFile[] => [{ path: 'docs/ticket-lifecycle.md', content: page() }];
