import type { listInvitations } from '../../../../shared/contracts/http/agents.ts';
import type { listMailAddresses } from '../../../../shared/contracts/http/mail-settings.ts';
import type { Agent, AgentGroup } from '../../../../shared/domain/desk/agent.ts';
import type { Category } from '../../../../shared/domain/desk/category.ts';
import type { Service } from '../../../../shared/domain/desk/service.ts';
import type { listTriggers } from '../../../../shared/contracts/http/triggers.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import type { TemplateHead } from '../../desk/rich-text/find-templates.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';

export type AddressView = OutputOf<typeof listMailAddresses>['addresses'][number];
export type ListedTrigger = OutputOf<typeof listTriggers>['triggers'][number];
export type InvitedView = OutputOf<typeof listInvitations>['invitations'][number];

/** `missing`: the desk does not work as it should. `note`: it may be wanted so. */
export type CheckState = 'missing' | 'note' | 'done';

/** Whether a part of the set-up is there, in words, and the section in which it is set. */
export type SetupCheck = {
  readonly id: CheckId;
  readonly section: string;
  readonly state: CheckState;
  readonly words: AdminWordKey;
  /** What the words name. */
  readonly names?: readonly string[];
  readonly number?: number;
};

export const CHECKS = [
  'email',
  'senders',
  'groups',
  'agents',
  'assignment',
  'invitations',
  'inquiryTypes',
  'templates',
  'triggers',
  'created',
] as const;
export type CheckId = (typeof CHECKS)[number];

/** The section that each check leads to. */
export const SECTION_OF: Readonly<Record<CheckId, string>> = {
  email: 'service',
  senders: 'senders',
  groups: 'groups',
  agents: 'agents',
  assignment: 'agents',
  invitations: 'agents',
  inquiryTypes: 'inquiry-types',
  templates: 'templates',
  triggers: 'triggers',
  created: 'service',
};

type Found = Omit<SetupCheck, 'id' | 'section'>;
const checkOf = (id: CheckId, found: Found): SetupCheck => ({ id, section: SECTION_OF[id], ...found });

/** Words for one and for several. */
const counted = (
  one: AdminWordKey,
  many: AdminWordKey,
  number: number,
): Pick<SetupCheck, 'state' | 'words' | 'number'> => ({ state: 'done', words: number === 1 ? one : many, number });

/** As much of a service as its checks look at. */
export type ServiceParts = Pick<Service, 'kind' | 'channels'> & {
  readonly groups: readonly Pick<AgentGroup, 'groupId' | 'name' | 'active'>[];
  readonly agents: readonly Pick<Agent, 'name' | 'groupIds' | 'takesAssignment' | 'active'>[];
  readonly categories: readonly Pick<Category, 'kind' | 'active'>[];
};

const groupChecks = ({ groups, agents }: ServiceParts): readonly SetupCheck[] => {
  const active = agents.filter((agent) => agent.active);
  const inUse = groups.filter((group) => group.active);
  const named = (those: readonly { readonly name: string }[]) => those.map(({ name }) => name);
  const empty = inUse.filter(({ groupId }) => !active.some(({ groupIds }) => groupIds.includes(groupId)));
  const untaken = inUse.filter(
    ({ groupId }) => !active.some((agent) => agent.takesAssignment && agent.groupIds.includes(groupId)),
  );
  const alone = active.filter(({ groupIds }) => groupIds.length === 0);
  const checks: SetupCheck[] = [
    checkOf(
      'groups',
      inUse.length === 0
        ? { state: 'missing', words: 'overview.groups.missing' }
        : empty.length > 0
          ? { state: 'missing', words: 'overview.groups.empty', names: named(empty) }
          : counted('overview.groups.done.one', 'overview.groups.done.many', inUse.length),
    ),
    checkOf(
      'agents',
      alone.length > 0
        ? { state: 'note', words: 'overview.agents.note', names: named(alone) }
        : counted('overview.agents.done.one', 'overview.agents.done.many', active.length),
    ),
  ];
  // Without a group there is nothing to be assigned in.
  if (inUse.length > 0)
    checks.push(
      checkOf(
        'assignment',
        untaken.length === inUse.length
          ? { state: 'missing', words: 'overview.assignment.missing' }
          : untaken.length > 0
            ? { state: 'missing', words: 'overview.assignment.some', names: named(untaken) }
            : { state: 'done', words: 'overview.assignment.done' },
      ),
    );
  return checks;
};

/** What can be said of the service itself. */
export const serviceChecks = (service: ServiceParts): readonly SetupCheck[] => {
  const { kind, channels, categories } = service;
  const types = categories.filter((category) => category.kind === 'inquiry_type' && category.active).length;
  const checks: SetupCheck[] = [
    ...groupChecks(service),
    checkOf(
      'inquiryTypes',
      types === 0
        ? { state: 'missing', words: 'overview.inquiryTypes.missing' }
        : counted('overview.inquiryTypes.done.one', 'overview.inquiryTypes.done.many', types),
    ),
    checkOf(
      'created',
      channels.includes('created')
        ? { state: 'done', words: 'overview.created.done' }
        : { state: 'note', words: 'overview.created.note' },
    ),
  ];
  // A service of the kind `issue` gets its tickets from others: it may do without mail.
  if (kind === 'contact' || channels.includes('email'))
    checks.push(
      checkOf(
        'email',
        channels.includes('email')
          ? { state: 'done', words: 'overview.email.done' }
          : { state: 'missing', words: 'overview.email.missing' },
      ),
    );
  return checks;
};

/** Answers leave only from addresses that are verified. */
export const senderCheck = (addresses: readonly AddressView[]): SetupCheck => {
  const unverified = addresses.filter(({ state }) => state !== 'verified').map(({ address }) => address);
  return checkOf(
    'senders',
    unverified.length > 0
      ? { state: 'missing', words: 'overview.senders.missing', names: unverified }
      : {
          ...counted('overview.senders.done.one', 'overview.senders.done.many', addresses.length),
          names: addresses.map(({ address }) => address),
        },
  );
};

/** Who has never signed in: one whose invitation was not sent or has expired can't, until it is repeated. */
export const invitationCheck = (invited: readonly InvitedView[]): SetupCheck => {
  const holds = ({ invitation }: InvitedView): boolean =>
    invitation !== null && ['sending', 'sent'].includes(invitation.state);
  const stuck = invited.filter((each) => !holds(each));
  const shown = stuck.length > 0 ? stuck : invited;
  return checkOf(
    'invitations',
    shown.length === 0
      ? { state: 'done', words: 'overview.invitations.done' }
      : {
          state: stuck.length > 0 ? 'missing' : 'note',
          words: stuck.length > 0 ? 'overview.invitations.missing' : 'overview.invitations.note',
          names: shown.map(({ name }) => name),
        },
  );
};

/** Templates that everybody in the service has. */
export const templateCheck = (templates: readonly Pick<TemplateHead, 'shared'>[]): SetupCheck => {
  const shared = templates.filter((template) => template.shared).length;
  return checkOf(
    'templates',
    shared === 0
      ? { state: 'missing', words: 'overview.templates.missing' }
      : counted('overview.templates.done.one', 'overview.templates.done.many', shared),
  );
};

/** One that the desk took out of use does nothing any more, and nobody may have noticed. */
export const triggerCheck = (triggers: readonly Pick<ListedTrigger, 'name' | 'active' | 'stopped'>[]): SetupCheck => {
  const stopped = triggers.filter((trigger) => trigger.stopped !== null).map(({ name }) => name);
  const inUse = triggers.filter((trigger) => trigger.active && trigger.stopped === null).length;
  if (stopped.length > 0)
    return checkOf('triggers', { state: 'missing', words: 'overview.triggers.stopped', names: stopped });
  return checkOf(
    'triggers',
    inUse === 0
      ? { state: 'note', words: 'overview.triggers.note' }
      : counted('overview.triggers.done.one', 'overview.triggers.done.many', inUse),
  );
};
