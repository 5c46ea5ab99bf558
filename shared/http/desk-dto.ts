import type { Agent, AgentGroup } from '../domain/desk/agent.ts';
import type { DeskFact } from '../domain/desk/desk-facts.ts';
import type { Service } from '../domain/desk/service.ts';

export const toAgentDto = ({ serviceId: _serviceId, groupIds, ...agent }: Agent) => ({
  ...agent,
  groupIds: [...groupIds],
});
export const toGroupDto = ({ serviceId: _serviceId, agentIds, ...group }: AgentGroup) => ({
  ...group,
  agentIds: [...agentIds],
});
export const toServiceSettingsDto = ({ languages, channels, addresses, ...service }: Service) => ({
  ...service,
  languages: [...languages],
  channels: [...channels],
  addresses: [...addresses],
});
export const toServiceEventDto = ({ id, type, at, action, subject, actor, changed }: DeskFact) => ({
  id,
  type,
  at,
  action,
  subject,
  actor,
  changed: [...changed],
});
