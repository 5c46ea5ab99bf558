import * as z from 'zod';
import { ROLES } from '../../shared/domain/desk/agent.ts';
import { SERVICE_KINDS } from '../../shared/domain/desk/service.ts';
import { CHANNELS, LANGUAGES } from '../../shared/domain/ticket/ticket.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 lower case letters, digits and hyphens');
const name = z.string().trim().min(1).max(100);
const email = z.email().max(254).transform((address) => address.toLowerCase());
const timeZone = z.string().refine((zone) => isTimeZone(zone), 'must be an IANA time zone such as Asia/Seoul');

const serviceSchema = z.strictObject({
  serviceId: id, name, kind: z.enum(SERVICE_KINDS).default('contact'),
  timeZone: timeZone.default('Asia/Seoul'), language: z.enum(LANGUAGES).default('ko'),
  channels: z.array(z.enum(CHANNELS)).min(1).default(['email', 'created']),
  /** Addresses that customers write to; answers to tickets that came another way leave from the first. */
  addresses: z.array(email).min(1),
  /** Shown as the sender of mails; the service's name if not given. */
  senderName: name.optional(),
  groups: z.array(z.strictObject({ groupId: id, name })).default([]),
});

const agentSchema = z.strictObject({
  email, name,
  /** For a new account only: without it Cognito mails an invitation with a temporary one. */
  password: z.string().min(1).optional(),
  memberships: z.array(z.strictObject({
    serviceId: id, role: z.enum(ROLES).default('agent'), groupIds: z.array(id).default([]),
    mayForward: z.boolean().default(false), takesAssignment: z.boolean().default(true), active: z.boolean().default(true),
  })).min(1),
});

/** What a company writes to set its desk up: docs/desk.example.json. */
export const deskDocumentSchema = z.strictObject({ services: z.array(serviceSchema).min(1), agents: z.array(agentSchema) }).superRefine((document, context) => {
  const complain = (path: (string | number)[], message: string) => { context.addIssue({ code: 'custom', path, message }); };
  const groupsOf = new Map(document.services.map(({ serviceId, groups }) => [serviceId, new Set(groups.map(({ groupId }) => groupId))]));
  eachAgain(document.services.map(({ serviceId }) => serviceId), (serviceId, i) => { complain(['services', i, 'serviceId'], `${serviceId} is there twice`); });
  eachAgain(document.services.flatMap(({ addresses }) => addresses), (address) => { complain(['services'], `the address ${address} belongs to two services`); });
  eachAgain(document.agents.map((agent) => agent.email), (address, i) => { complain(['agents', i, 'email'], `${address} is there twice`); });
  document.agents.forEach(({ memberships }, i) => {
    memberships.forEach(({ serviceId, groupIds }, j) => {
      const groups = groupsOf.get(serviceId);
      if (!groups) complain(['agents', i, 'memberships', j, 'serviceId'], `there is no service ${serviceId}`);
      for (const groupId of groupIds) if (groups && !groups.has(groupId)) complain(['agents', i, 'memberships', j, 'groupIds'], `the service ${serviceId} has no group ${groupId}`);
    });
  });
});
export type DeskDocument = z.infer<typeof deskDocumentSchema>;

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const eachAgain = (values: readonly string[], found: (value: string, index: number) => void): void => {
  values.forEach((value, index) => { if (values.indexOf(value) < index) found(value, index); });
};
