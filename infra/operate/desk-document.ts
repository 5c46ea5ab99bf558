import { isSupportedCountry } from 'libphonenumber-js/min';
import * as z from 'zod';
import { ROLES } from '../../shared/domain/desk/agent.ts';
import { CATEGORY_DEPTH } from '../../shared/domain/desk/category.ts';
import {
  AUTO_COMPLETE_DAYS,
  COUNTRY,
  isTimeZone,
  LEAVERS_TICKETS,
  SERVICE_KINDS,
  UNDO_SECONDS,
  UNDO_SECONDS_LIMIT,
} from '../../shared/domain/desk/service.ts';
import { CHANNELS, LANGUAGES } from '../../shared/domain/ticket/ticket.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 lower case letters, digits and hyphens');
const name = z.string().trim().min(1).max(100);
const email = z
  .email()
  .max(254)
  .transform((address) => address.toLowerCase());
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Seoul');

const country = z
  .string()
  .refine((code) => isSupportedCountry(code), 'must be a country such as KR, as ISO 3166-1 writes it');

/** A node with its children. Nesting makes missing parents and cycles impossible. */
export type CategoryNode = {
  readonly id: string;
  readonly names: Readonly<Partial<Record<(typeof LANGUAGES)[number], string>>>;
  /** False: stays readable on old tickets and can't be chosen. */
  readonly active: boolean;
  readonly children: readonly CategoryNode[];
};
const categorySchema: z.ZodType<CategoryNode> = z.strictObject({
  id,
  names: z
    .partialRecord(z.enum(LANGUAGES), name)
    .refine((names) => Object.keys(names).length > 0, 'needs a name in one language at least'),
  active: z.boolean().default(true),
  children: z.array(z.lazy(() => categorySchema)).default([]),
});
const treeSchema = z.array(categorySchema).default([]);

const serviceSchema = z.strictObject({
  serviceId: id,
  name,
  kind: z.enum(SERVICE_KINDS).default('contact'),
  timeZone: timeZone.default('Asia/Seoul'),
  language: z.enum(LANGUAGES).default('ko'),
  /** Languages that customers are answered in; the service's own alone if not given. */
  languages: z.array(z.enum(LANGUAGES)).min(1).optional(),
  channels: z.array(z.enum(CHANNELS)).min(1).default(['email', 'created']),
  /** Addresses that customers write to; answers to tickets that came another way leave from the first. */
  addresses: z.array(email).min(1),
  /** Shown as the sender of mails; the service's name if not given. */
  senderName: name.optional(),
  groups: z.array(z.strictObject({ groupId: id, name })).default([]),
  /** Days until a resolved ticket completes by itself; 0: never. */
  autoCompleteDays: z.int().min(0).max(365).default(AUTO_COMPLETE_DAYS),
  /** Seconds for which an answer can be taken back before its mail leaves; 0: it leaves at once. */
  undoSeconds: z.int().min(0).max(UNDO_SECONDS_LIMIT).default(UNDO_SECONDS),
  /** Whether open tickets of an agent who leaves go back to their group, or stay theirs. */
  leaversTickets: z.enum(LEAVERS_TICKETS).default('give_back'),
  /** Where a phone number without a country code is from. */
  country: country.default(COUNTRY),
  /** What inquiries are about, and how they were dealt with. */
  inquiryTypes: treeSchema,
  processingTypes: treeSchema,
});

const agentSchema = z.strictObject({
  email,
  name,
  /** For an account that nobody has used; without it they are invited by mail, with a temporary one. */
  password: z.string().min(1).optional(),
  memberships: z
    .array(
      z.strictObject({
        serviceId: id,
        role: z.enum(ROLES).default('agent'),
        groupIds: z.array(id).default([]),
        mayForward: z.boolean().default(false),
        takesAssignment: z.boolean().default(true),
        handlesChat: z.boolean().default(false),
        handlesPhone: z.boolean().default(false),
        mayUnmask: z.boolean().default(false),
        active: z.boolean().default(true),
      }),
    )
    .min(1),
});

/** The document from which a desk is set up: docs/desk.example.json. */
export const deskDocumentSchema = z
  .strictObject({ services: z.array(serviceSchema).min(1), agents: z.array(agentSchema) })
  .superRefine((document, context) => {
    const complain = (path: (string | number)[], message: string) => {
      context.addIssue({ code: 'custom', path, message });
    };
    const groupsOf = new Map(
      document.services.map(({ serviceId, groups }) => [serviceId, new Set(groups.map(({ groupId }) => groupId))]),
    );
    eachAgain(
      document.services.map(({ serviceId }) => serviceId),
      (serviceId, i) => {
        complain(['services', i, 'serviceId'], `${serviceId} is there twice`);
      },
    );
    eachAgain(
      document.services.flatMap(({ addresses }) => addresses),
      (address) => {
        complain(['services'], `the address ${address} belongs to two services`);
      },
    );
    eachAgain(
      document.agents.map((agent) => agent.email),
      (address, i) => {
        complain(['agents', i, 'email'], `${address} is there twice`);
      },
    );
    document.services.forEach((service, i) => {
      if (service.languages !== undefined && !service.languages.includes(service.language))
        complain(['services', i, 'languages'], `${service.language}, its own language, is not among them`);
      for (const tree of ['inquiryTypes', 'processingTypes'] as const) {
        const nodes = [...nodesOf(service[tree])];
        eachAgain(
          nodes.map(({ node }) => node.id),
          (nodeId, at) => {
            complain(['services', i, tree, ...nodes[at]!.path, 'id'], `${nodeId} is there twice`);
          },
        );
        for (const { node, depth, path } of nodes)
          if (depth === CATEGORY_DEPTH && node.children.length > 0)
            complain(['services', i, tree, ...path, 'children'], `a tree has ${CATEGORY_DEPTH} levels at most`);
      }
    });
    document.agents.forEach(({ memberships }, i) => {
      memberships.forEach(({ serviceId, groupIds }, j) => {
        const groups = groupsOf.get(serviceId);
        if (!groups) complain(['agents', i, 'memberships', j, 'serviceId'], `there is no service ${serviceId}`);
        for (const groupId of groupIds)
          if (groups && !groups.has(groupId))
            complain(['agents', i, 'memberships', j, 'groupIds'], `the service ${serviceId} has no group ${groupId}`);
      });
    });
  });
export type DeskDocument = z.infer<typeof deskDocumentSchema>;

type Placed = {
  readonly node: CategoryNode;
  /** From 1. */ readonly depth: number;
  /** Among its siblings, from 0. */ readonly order: number;
  readonly parentId?: string;
  readonly path: readonly (string | number)[];
};

/** Every node of a tree, parents before their children. */
export const nodesOf = (tree: readonly CategoryNode[], parent?: Placed): readonly Placed[] =>
  tree.flatMap((node, order) => {
    const placed: Placed = {
      node,
      order,
      depth: (parent?.depth ?? 0) + 1,
      path: parent === undefined ? [order] : [...parent.path, 'children', order],
      ...(parent === undefined ? {} : { parentId: parent.node.id }),
    };
    return [placed, ...nodesOf(node.children, placed)];
  });

const eachAgain = (values: readonly string[], found: (value: string, index: number) => void): void => {
  values.forEach((value, index) => {
    if (values.indexOf(value) < index) found(value, index);
  });
};
