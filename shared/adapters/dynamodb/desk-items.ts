import * as z from 'zod';
import { ROLES, type Agent, type AgentGroup } from '../../domain/desk/agent.ts';
import { CATEGORY_KINDS, type Category } from '../../domain/desk/category.ts';
import {
  AUTO_COMPLETE_DAYS,
  COUNTRY,
  LEAVERS_TICKETS,
  SERVICE_KINDS,
  type Service,
} from '../../domain/desk/service.ts';
import { CHANNELS, LANGUAGES } from '../../domain/ticket/ticket.ts';
import { addressKey, agentIndexKeys, agentKey, categoryKey, groupKey, serviceIndexKeys, serviceKey } from './keys.ts';

const serviceSchema = z.object({
  entity: z.literal('service'),
  serviceId: z.string(),
  name: z.string(),
  kind: z.enum(SERVICE_KINDS),
  timeZone: z.string(),
  language: z.enum(LANGUAGES),
  channels: z.array(z.enum(CHANNELS)),
  addresses: z.array(z.string()),
  senderName: z.string(),
  autoCompleteDays: z.int().nonnegative().default(AUTO_COMPLETE_DAYS),
  leaversTickets: z.enum(LEAVERS_TICKETS).default('give_back'),
  country: z.string().default(COUNTRY),
  /** Absent in rows of the first release: the service's own language alone. */
  languages: z.array(z.enum(LANGUAGES)).optional(),
  version: z.int().positive().default(1),
});
const agentSchema = z.object({
  entity: z.literal('agent'),
  serviceId: z.string(),
  agentId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  groupIds: z.array(z.string()),
  mayForward: z.boolean(),
  takesAssignment: z.boolean(),
  handlesChat: z.boolean().default(false),
  handlesPhone: z.boolean().default(false),
  mayUnmask: z.boolean().default(false),
  active: z.boolean(),
  version: z.int().positive().default(1),
});
const groupSchema = z.object({
  entity: z.literal('group'),
  serviceId: z.string(),
  groupId: z.string(),
  name: z.string(),
  agentIds: z.array(z.string()).default([]),
  active: z.boolean().default(true),
  version: z.int().positive().default(1),
});
const categorySchema = z.object({
  entity: z.literal('category'),
  serviceId: z.string(),
  kind: z.enum(CATEGORY_KINDS),
  categoryId: z.string(),
  parentId: z.string().exactOptional(),
  names: z.partialRecord(z.enum(LANGUAGES), z.string()),
  active: z.boolean(),
  order: z.int().nonnegative(),
  version: z.int().positive().default(1),
});
const addressSchema = z.object({ entity: z.literal('address'), address: z.string(), serviceId: z.string() });

// Rows are parsed rather than cast: one written by an older release must fail here, loudly.

export const serviceToItem = (service: Service) => ({
  ...serviceKey(service.serviceId),
  ...serviceIndexKeys(service.serviceId),
  entity: 'service' as const,
  ...service,
});
export const serviceFromItem = (item: unknown): Service => {
  const { entity: _entity, languages, ...service } = serviceSchema.parse(item);
  return { ...service, languages: languages ?? [service.language] };
};

export const agentToItem = (agent: Agent) => ({
  ...agentKey(agent.serviceId, agent.agentId),
  ...agentIndexKeys(agent.agentId, agent.serviceId),
  entity: 'agent' as const,
  ...agent,
});
export const agentFromItem = (item: unknown): Agent => {
  const { entity: _entity, ...agent } = agentSchema.parse(item);
  return agent;
};

export const groupToItem = (group: AgentGroup) => ({
  ...groupKey(group.serviceId, group.groupId),
  entity: 'group' as const,
  ...group,
});
export const groupFromItem = (item: unknown): AgentGroup => {
  const { entity: _entity, ...group } = groupSchema.parse(item);
  return group;
};

export const categoryToItem = (category: Category) => ({
  ...categoryKey(category.serviceId, category.kind, category.categoryId),
  entity: 'category' as const,
  ...category,
});
export const categoryFromItem = (item: unknown): Category => {
  const { entity: _entity, ...category } = categorySchema.parse(item);
  return category;
};

/** Which service a mail address belongs to: one row an address, so that none belongs to two. */
export const addressToItem = (address: string, serviceId: string) => ({
  ...addressKey(address),
  entity: 'address' as const,
  address,
  serviceId,
});
export const addressFromItem = (item: unknown) => addressSchema.parse(item);
