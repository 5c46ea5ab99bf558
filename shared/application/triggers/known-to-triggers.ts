import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { KnownToTriggers } from '../../domain/trigger/known-to-triggers.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';

/** All that a service has; groups and agents with their names. */
export type KnownOfService = Required<KnownToTriggers> & {
  readonly groups: readonly AgentGroup[];
  readonly agents: readonly Agent[];
};

export type KnownDeps = {
  readonly directory: Pick<DeskDirectory, 'listCategories' | 'listGroups' | 'listAgents'>;
  readonly definitions: Pick<FieldRepository, 'list'>;
};

/** Reads all that triggers of a service can name. */
export const readKnown =
  ({ directory, definitions }: KnownDeps) =>
  async (serviceId: string): Promise<KnownOfService> => {
    const [fields, categories, groups, agents] = await Promise.all([
      definitions.list(serviceId),
      directory.listCategories(serviceId),
      directory.listGroups(serviceId),
      directory.listAgents(serviceId),
    ]);
    return { definitions: fields, categories, groups, agents };
  };
