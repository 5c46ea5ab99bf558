import { type ServerMessage, figuresMessage } from '../../contracts/live/messages.ts';
import { dayOf } from '../../domain/figures/day.ts';
import type { Connection, ConnectionStore, FiguresOfMany, FiguresReader } from '../ports/live.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';
import type { TouchedFigures } from './project-tickets.ts';
import type { TimeZones } from './time-zones.ts';

export type PushFiguresDeps = BroadcastDeps & {
  readonly connections: Pick<ConnectionStore, 'forget' | 'listByService'>;
  readonly figures: Pick<FiguresReader, 'readMany'>;
  readonly timeZoneOf: TimeZones;
};

/** Agents whose figures are read together: two rows each, at most a hundred in one read. */
const AGENTS_AT_ONCE = 40;

/**
 * Sends figures and list counts to every open console of a service; agents whose own figures changed get those too.
 * Never throws.
 */
export const pushFigures =
  (deps: PushFiguresDeps) =>
  async ({ serviceId, agentIds }: TouchedFigures): Promise<void> => {
    try {
      const now = deps.now();
      const open = await deps.connections.listByService(serviceId, now);
      if (open.length === 0) return;
      const day = dayOf(now, await deps.timeZoneOf(serviceId));
      const audience = [...Map.groupBy(open, ({ agentId }) => agentIds.has(agentId))];
      for (const [own, connections] of audience) {
        for (const group of own ? groupsOfAgents(connections) : [connections]) {
          const reading = await deps.figures.readMany(
            serviceId,
            own ? [...new Set(group.map(({ agentId }) => agentId))] : [],
            day,
          );
          await broadcast(deps, group, ({ agentId }) => JSON.stringify(message(serviceId, day, reading, agentId)));
        }
      }
    } catch (cause) {
      deps.log.warn('push_failed', { serviceId, cause });
    }
  };

const message = (
  serviceId: string,
  day: string,
  { revision, all, mine, lists, myLists }: FiguresOfMany,
  agentId: string,
): ServerMessage => {
  const [own, ownLists] = [mine.get(agentId), myLists.get(agentId)];
  return figuresMessage().parse({
    type: 'figures',
    serviceId,
    day,
    revision,
    all,
    lists,
    ...(own ? { mine: own } : {}),
    ...(ownLists ? { myLists: ownLists } : {}),
  });
};

const groupsOfAgents = (connections: readonly Connection[]): readonly (readonly Connection[])[] => {
  const agents = [...Map.groupBy(connections, ({ agentId }) => agentId).values()];
  return Array.from({ length: Math.ceil(agents.length / AGENTS_AT_ONCE) }, (_, group) =>
    agents.slice(group * AGENTS_AT_ONCE, (group + 1) * AGENTS_AT_ONCE).flat(),
  );
};
