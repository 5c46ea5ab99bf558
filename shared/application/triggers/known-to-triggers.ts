import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { CompilePattern, KnownToTriggers } from '../../domain/trigger/known-to-triggers.ts';
import { usesPatterns } from '../../domain/trigger/compile-triggers.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { Patterns } from '../ports/triggers.ts';

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

/** What compiles the patterns of these triggers; without any, nothing is loaded for it. */
export const patternsOf = async (
  patterns: Patterns,
  triggers: readonly Pick<Trigger, 'conditions'>[],
): Promise<CompilePattern> => (usesPatterns(triggers) ? patterns.compiler() : () => undefined);
