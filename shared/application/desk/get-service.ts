import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { Category } from '../../domain/desk/category.ts';
import type { Service } from '../../domain/desk/service.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { AccessRefusal } from './admit-caller.ts';

export type ServiceWithPeople = {
  readonly service: Service;
  readonly agents: readonly Agent[];
  readonly groups: readonly AgentGroup[];
  readonly categories: readonly Category[];
};

/** A service with its agents, also inactive ones, whom the history names. */
export const getService =
  ({
    directory,
  }: {
    readonly directory: Pick<DeskDirectory, 'findService' | 'listAgents' | 'listGroups' | 'listCategories'>;
  }) =>
  async (serviceId: string): Promise<Result<ServiceWithPeople, AccessRefusal>> => {
    const [service, agents, groups, categories] = await Promise.all([
      directory.findService(serviceId),
      directory.listAgents(serviceId),
      directory.listGroups(serviceId),
      directory.listCategories(serviceId),
    ]);
    return service === undefined
      ? err({ code: 'service_not_found', serviceId })
      : ok({ service, agents, groups, categories });
  };
