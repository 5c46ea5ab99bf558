import type * as z from 'zod';
import { changedRow, CHANGES_LIMIT, figuresNews, type ServerMessage } from '../../contracts/live/messages.ts';
import { figuresPeriod } from '../../domain/figures/last-day.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Connection, ConnectionStore, FiguresOfMany, FiguresReader } from '../ports/live.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';
import { type CountedChanges, newestOfEach, ticketOf, type TicketRowChange } from './project-tickets.ts';
import type { TimeZones } from './time-zones.ts';

export type PushChangesDeps = BroadcastDeps & {
  readonly connections: Pick<ConnectionStore, 'forget' | 'listByService'>;
  readonly figures: Pick<FiguresReader, 'readMany'>;
  readonly timeZoneOf: TimeZones;
};

type ChangesMessage = Extract<ServerMessage, { readonly type: 'changes' }>;
/** The changes that one message tells of. */
type Part = Pick<ChangesMessage, 'rows' | 'removed'>;

/**
 * Agents whose figures are read together, two rows each, and groups, one row each: with the service's four at most a
 * hundred in one read.
 */
const AGENTS_AT_ONCE = 40;
const GROUPS_AT_ONCE = 16;
/** Bytes that the rows of one message may have: figures and all the rest need less than 2 KB. */
const ROWS_LIMIT = CHANGES_LIMIT - 2048;

/**
 * Sends what changed in a service to each of its open consoles: the rows of tickets and, if they changed, the figures
 * and counts of lists; agents whose own figures changed get those too. Never throws.
 */
export const pushChanges =
  (deps: PushChangesDeps) =>
  async ({ serviceId, changes, figuresOf, countsOf }: CountedChanges<Ticket>): Promise<void> => {
    try {
      const now = deps.now();
      const open = await deps.connections.listByService(serviceId, now);
      if (open.length === 0) return;
      const tell = async (to: readonly Connection[], message: ChangesMessage) => {
        const text = JSON.stringify(message);
        await broadcast(deps, to, () => text);
      };
      const [first, ...others] = partsOf(changes).map((part): ChangesMessage => ({
        type: 'changes',
        serviceId,
        ...part,
      }));
      if (figuresOf === undefined) await tell(open, first!);
      else {
        const period = figuresPeriod(now, await deps.timeZoneOf(serviceId));
        const [groupIds = [], ...otherGroups] = inPiecesOf(GROUPS_AT_ONCE, [...(countsOf ?? [])]);
        const read = async (agentIds: readonly string[]) => {
          const reading = await deps.figures.readMany(serviceId, agentIds, period, groupIds);
          return (agentId?: string) => ({ ...first!, figures: figuresFor(period.day, reading, agentId) });
        };
        let messageFor: Awaited<ReturnType<typeof read>> | undefined;
        for (const group of groupsOfAgents(open.filter(({ agentId }) => figuresOf.has(agentId)))) {
          const messageOfGroup = await read([...new Set(group.map(({ agentId }) => agentId))]);
          await broadcast(deps, group, ({ agentId }) => JSON.stringify(messageOfGroup(agentId)));
          messageFor = messageOfGroup;
        }
        const untouched = open.filter(({ agentId }) => !figuresOf.has(agentId));
        // What was read with the figures of agents is the service's, too.
        messageFor ??= await read([]);
        if (untouched.length > 0) await tell(untouched, messageFor());
        for (const more of otherGroups) {
          const figures = figuresFor(period.day, await deps.figures.readMany(serviceId, [], period, more), undefined);
          await tell(open, { type: 'changes', serviceId, figures, rows: [], removed: [] });
        }
      }
      for (const message of others) await tell(open, message);
    } catch (cause) {
      deps.log.warn('push_failed', { serviceId, cause });
    }
  };

const figuresFor = (
  day: string,
  { revision, all, mine, lists, myLists, groups }: FiguresOfMany,
  agentId: string | undefined,
): z.output<ReturnType<typeof figuresNews>> => {
  const [own, ownLists] = agentId === undefined ? [] : [mine.get(agentId), myLists.get(agentId)];
  return figuresNews().parse({
    day,
    revision,
    all,
    lists,
    ...(own && { mine: own }),
    ...(ownLists && { myLists: ownLists }),
    ...(groups.size > 0 && { groups: Object.fromEntries(groups) }),
  });
};

/** Whether a change is a message of the customer. */
const isReply = ({ before, after }: TicketRowChange<Ticket>): boolean =>
  before !== undefined && after?.lastEntry?.by === 'customer' && after.lastEntry.id !== before.lastEntry?.id;

/** What changed, each ticket once, in as many parts as there are messages needed; one at least. */
const partsOf = (changes: readonly TicketRowChange<Ticket>[]): readonly Part[] => {
  const replied = new Set(changes.filter(isReply).map((change) => ticketOf(change).number));
  const newest = newestOfEach(changes);
  const parts: Part[] = [
    { rows: [], removed: newest.filter(({ after }) => after === undefined).map((change) => ticketOf(change).number) },
  ];
  let bytes = 0;
  for (const { after } of newest) {
    if (after === undefined) continue;
    const row = changedRow().parse({ ...after, replied: replied.has(after.number) });
    const size = Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > 0 && bytes + size > ROWS_LIMIT) {
      parts.push({ rows: [], removed: [] });
      bytes = 0;
    }
    parts.at(-1)!.rows.push(row);
    bytes += size;
  }
  return parts;
};

const inPiecesOf = <T>(size: number, all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, piece) => all.slice(piece * size, (piece + 1) * size));

const groupsOfAgents = (connections: readonly Connection[]): readonly (readonly Connection[])[] =>
  inPiecesOf(AGENTS_AT_ONCE, [...Map.groupBy(connections, ({ agentId }) => agentId).values()]).map((agents) =>
    agents.flat(),
  );
