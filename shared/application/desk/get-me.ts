import type { Agent } from '../../domain/desk/agent.ts';
import type { Service } from '../../domain/desk/service.ts';
import { defaultPreferences, type Preferences } from '../../domain/desk/preferences.ts';
import type { DeskDirectory, PreferencesRepository } from '../ports/desk.ts';

export type Membership = { readonly agent: Agent; readonly service: Service };

export type GetMeDeps = {
  readonly directory: Pick<DeskDirectory, 'listMemberships' | 'findService'>;
  readonly preferences: Pick<PreferencesRepository, 'find'>;
};
export type Me = { readonly memberships: readonly Membership[]; readonly preferences: Preferences };

/** The services in which a person is an active agent, and what they chose for themselves. */
export const getMe =
  ({ directory, preferences }: GetMeDeps) =>
  async (agentId: string): Promise<Me> => {
    const [agents, chosen = defaultPreferences(agentId)] = await Promise.all([
      directory.listMemberships(agentId),
      preferences.find(agentId),
    ]);
    const memberships = await Promise.all(
      agents.map(async (agent) => ({ agent, service: await directory.findService(agent.serviceId) })),
    );
    return {
      memberships: memberships.flatMap(({ agent, service }) => (service === undefined ? [] : [{ agent, service }])),
      preferences: chosen,
    };
  };
