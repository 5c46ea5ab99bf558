import { normalizeEmail } from '../../domain/customer/contacts.ts';
import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import { formatValueForLog, isSealed } from '../../domain/desk/field-value.ts';
import { senderOf } from '../../domain/ticket/answer-ticket.ts';
import type { DecisionContext } from '../../domain/ticket/decision.ts';
import { fillHtml, fillText } from '../../domain/template/placeholders.ts';
import type { ActionIdleReason } from '../../domain/trigger/action-preview.ts';
import type { TriggerRun, TriggerSnapshot } from '../../domain/trigger/automation.ts';
import type { OutwardCall } from '../../domain/trigger/outward-call.ts';
import { type LeftOutWord, readLeftOut } from '../../domain/trigger/told-outward.ts';
import type { ActionResult } from '../../domain/trigger/trigger-run.ts';
import type { Trigger, TriggerAction } from '../../domain/trigger/trigger.ts';
import { carryOut, type CarryOutDeps, valuesOf } from './carry-out.ts';
import { decideMails, type DecidedMail } from './decide-mails.ts';

type Named = { readonly id: string; readonly name?: string };
type Address = { readonly name?: string; readonly address: string };

/** What an action would do to a ticket, or why it would do nothing. */
export type ActionPreview = {
  readonly kind: TriggerAction['kind'];
  readonly idle?: ActionIdleReason;
  /** Who or what would be left out of what it sends, and why. */
  readonly leftOut: readonly { readonly why: LeftOutWord; readonly count: number }[];
  readonly group?: Named;
  readonly agent?: Named;
  readonly candidates: readonly Named[];
  readonly before?: string;
  readonly after?: string;
  readonly from?: Address;
  readonly to: readonly Address[];
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
  readonly url?: string;
};

export type PreviewPeople = { readonly agents: readonly Agent[]; readonly groups: readonly AgentGroup[] };
export type Preview = {
  /** Alone, and as it would fire. */
  readonly trigger: Trigger;
  readonly run: TriggerRun;
  readonly snapshot: TriggerSnapshot;
  readonly people: PreviewPeople;
  readonly context: DecisionContext;
};

/** `absent` members are left out. */
const present = <T extends object>(members: T): { readonly [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;

/** The text of a notice as it would be sent. */
const noticeOf = (call: OutwardCall | undefined): string | undefined => {
  const { text } = JSON.parse(call?.body ?? '{}') as { readonly text?: unknown };
  return typeof text === 'string' ? text : undefined;
};

/**
 * Says of each action of a trigger what it would do to a ticket. The run is carried out as one in use is, by the same
 * code, up to what it would write; that is looked at and not written.
 */
export const previewActions =
  (deps: CarryOutDeps) =>
  async ({ trigger, run, snapshot, people, context }: Preview): Promise<readonly ActionPreview[]> => {
    const [considered] = run.considered;
    if (considered?.outcome !== 'fired') return [];
    const { ticket, service } = snapshot;
    const { triggerId, name } = trigger;
    const by = { chainId: 'test', depth: 1, triggers: [{ triggerId, name }] };
    const carried = await carryOut(deps)({ automation: run.automation, fired: [trigger], by, snapshot, context });
    const after = carried.change?.ticket ?? ticket;
    const { mails } = await decideMails(deps)({
      ticket: after,
      mails: run.automation.mails,
      triggers: [trigger],
      snapshot,
      context,
      assignee: async () =>
        after.assigneeId === undefined ? undefined : deps.directory.findAgent(after.serviceId, after.assigneeId),
    });
    const sanitize = await deps.richText.sanitizer();
    const show = previewOf(snapshot, people);
    return trigger.actions.map((action, index) => {
      const result = carried.resultsOf(considered)?.[index];
      return {
        kind: action.kind,
        candidates: [],
        to: [],
        leftOut: result?.why === undefined ? [] : readLeftOut(result.why),
        ...idleOf(result),
        ...show(action, {
          mail: mails.find((each) => each.action === index),
          call: carried.change?.outward?.find((each) => each.action === index),
          sanitized: (html) => sanitize(html).html,
        }),
        ...(action.kind === 'mail' && service.addresses.length > 0
          ? { from: { name: service.senderName, address: senderOf(after, service) } }
          : {}),
      };
    });
  };

const idleOf = (result: ActionResult | undefined): Pick<ActionPreview, 'idle'> =>
  result === undefined || result.result === 'done' ? {} : { idle: result.result };

type Ordered = {
  readonly mail: DecidedMail | undefined;
  readonly call: OutwardCall | undefined;
  readonly sanitized: (html: string) => string;
};

/** What an action is about, by names. */
const previewOf = (snapshot: TriggerSnapshot, { agents, groups }: PreviewPeople) => {
  const { ticket } = snapshot;
  const value = valuesOf(snapshot);
  const groupOf = (groupId: string | undefined) => groups.find((each) => each.groupId === groupId);
  const namedGroup = (groupId: string): Named => ({ id: groupId, ...present({ name: groupOf(groupId)?.name }) });
  const namedAgent = ({ agentId: id, name }: Agent): Named => ({ id, name });
  const membersOf = (groupId: string): readonly Agent[] =>
    agents.filter(({ agentId, active }) => active && groupOf(groupId)?.agentIds.includes(agentId));
  const mailed = (address: string, to: DecidedMail['mail']['to']): Address => {
    const name =
      to === 'customer' && address === normalizeEmail(ticket.customer.email ?? '')
        ? ticket.customer.name
        : agents.find(({ email }) => normalizeEmail(email) === address)?.name;
    return { ...present({ name }), address };
  };
  return (action: TriggerAction, { mail, call, sanitized }: Ordered): Partial<ActionPreview> => {
    switch (action.kind) {
      case 'assign': {
        const takers = membersOf(action.groupId).filter(
          ({ agentId, takesAssignment }) =>
            takesAssignment && (action.strategy !== 'designated' || agentId === action.agentId),
        );
        return {
          group: namedGroup(action.groupId),
          candidates: takers.map(namedAgent),
          ...(takers.length === 1 ? { agent: namedAgent(takers[0]!) } : {}),
        };
      }
      case 'forward_to_group':
        return { group: namedGroup(action.groupId) };
      case 'set_field': {
        const stored = snapshot.fields[action.code];
        return present({
          before: stored === undefined || isSealed(stored) ? undefined : formatValueForLog(stored.value),
          after: action.value === null ? undefined : formatValueForLog(action.value),
        });
      }
      case 'set_priority':
        return { before: ticket.priority, after: action.priority };
      case 'set_inquiry_type':
        return present({ before: ticket.inquiryTypeId, after: action.categoryId ?? undefined });
      case 'set_processing_type':
        return present({ before: ticket.processingTypeId, after: action.categoryId ?? undefined });
      case 'add_tag':
        return { after: action.tag };
      case 'comment':
        return { html: sanitized(fillHtml(action.html, value)) };
      case 'mail':
        return {
          to: (mail?.addresses ?? []).map((address) => mailed(address, action.to)),
          ...(mail?.filled && { subject: mail.filled.subject, html: mail.filled.body.html }),
        };
      case 'call_url':
        return { url: action.url };
      case 'dooray_notice':
        return { text: noticeOf(call) ?? fillText(action.text, value) };
      case 'complete':
        return {};
    }
  };
};
