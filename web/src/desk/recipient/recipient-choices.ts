import type { ServiceView } from '../api/service-queries.ts';
import type { TicketView } from '../api/ticket-queries.ts';

/** Who gets a ticket: an agent, in one of their groups if they have any, or whoever of a group keeps it. */
export type Recipient =
  { readonly agentId: string; readonly groupId: string | null } | { readonly agentId: null; readonly groupId: string };

/** The recipient as the API takes it. */
export const recipientBody = ({
  agentId,
  groupId,
}: Recipient): { readonly assigneeId?: string; readonly groupId?: string } => ({
  ...(agentId === null ? {} : { assigneeId: agentId }),
  ...(groupId === null ? {} : { groupId }),
});

/** Why a ticket can't be forwarded to them. */
type RecipientObstacle = 'assignment_off' | 'has_it' | 'is_there';

export type RecipientChoice = {
  readonly id: string;
  readonly recipient: Recipient;
  /** Of the agent; of the group when it is a group alone. */
  readonly name: string;
  readonly groupName: string | null;
  readonly obstacle: RecipientObstacle | null;
  /** What is searched beside the names. */
  readonly email: string;
};

type Held = Pick<TicketView, 'assigneeId' | 'groupId'>;

/**
 * Everybody in the service who could get a ticket: each agent once for each of their groups, then the groups. `held`
 * says where the ticket is now; null for several tickets at once.
 */
export const recipientChoices = (
  { agents, groups }: Pick<ServiceView, 'agents' | 'groups'>,
  held: Held | null,
): readonly RecipientChoice[] => {
  const inOrder = groups.filter(({ active }) => active).toSorted((a, b) => a.name.localeCompare(b.name));
  const isHeldBy = (agentId: string, groupId: string | null): boolean =>
    held?.assigneeId === agentId && (groupId === null || held.groupId === groupId);
  const people = agents
    .filter(({ active }) => active)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .flatMap(({ agentId, name, email, groupIds, takesAssignment }) => {
      const theirs = inOrder.filter(({ groupId }) => groupIds.includes(groupId));
      return (theirs.length === 0 ? [null] : theirs).map((group): RecipientChoice => {
        const groupId = group?.groupId ?? null;
        return {
          id: `${agentId}/${groupId ?? ''}`,
          recipient: { agentId, groupId },
          name,
          groupName: group?.name ?? null,
          email,
          obstacle: isHeldBy(agentId, groupId) ? 'has_it' : takesAssignment ? null : 'assignment_off',
        };
      });
    });
  const queues = inOrder.map(({ groupId, name }): RecipientChoice => ({
    id: `/${groupId}`,
    recipient: { agentId: null, groupId },
    name,
    groupName: null,
    email: '',
    obstacle: held !== null && held.assigneeId === null && held.groupId === groupId ? 'is_there' : null,
  }));
  return [...people, ...queues];
};

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * The choices that have every typed word in their names or address. First those whose name begins with what was typed;
 * agents stay before groups.
 */
export const fittingRecipients = (choices: readonly RecipientChoice[], query: string): readonly RecipientChoice[] => {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return choices;
  const place = ({ recipient, name }: RecipientChoice): number =>
    (recipient.agentId === null ? 2 : 0) + (folded(name).startsWith(words[0]!) ? 0 : 1);
  return choices
    .filter(({ name, groupName, email }) => {
      const text = folded(`${name} ${groupName ?? ''} ${email}`);
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => place(a) - place(b));
};
