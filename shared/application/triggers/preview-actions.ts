import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import { formatValueForLog, isSealed } from '../../domain/desk/field-value.ts';
import { isMailAddress, toMailAddress } from '../../domain/mail/mail-address.ts';
import { senderOf } from '../../domain/ticket/answer-ticket.ts';
import { fillHtml, fillText, type ValueOf } from '../../domain/template/placeholders.ts';
import { valueOf } from '../../domain/template/variables.ts';
import type { ActionIdleReason } from '../../domain/trigger/action-preview.ts';
import type { ActionOutcome, TriggerSnapshot } from '../../domain/trigger/automation.ts';
import type { TriggerAction } from '../../domain/trigger/trigger.ts';

type Named = { readonly id: string; readonly name?: string };
type Address = { readonly name?: string; readonly address: string };

/** What an action would do to a ticket, or why it would do nothing. */
export type ActionPreview = {
  readonly kind: TriggerAction['kind'];
  readonly idle?: ActionIdleReason;
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

/** `absent` members are left out. */
const present = <T extends object>(members: T): { readonly [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;

/** Says of each action of a trigger what it would do to a ticket, by the outcomes that an evaluation gave. */
export const previewActions = (
  snapshot: TriggerSnapshot,
  { agents, groups }: PreviewPeople,
): ((action: TriggerAction, outcome: ActionOutcome) => ActionPreview) => {
  const { ticket, service, now: at } = snapshot;
  const language = ticket.language === 'other' ? service.language : ticket.language;
  const value: ValueOf = valueOf({ ticket, service, at, language });
  const agentOf = (agentId: string | undefined) => agents.find((each) => each.agentId === agentId && each.active);
  const groupOf = (groupId: string | undefined) => groups.find((each) => each.groupId === groupId);
  const namedGroup = (groupId: string | undefined): Named | undefined =>
    groupId === undefined ? undefined : { id: groupId, ...present({ name: groupOf(groupId)?.name }) };
  const namedAgent = ({ agentId: id, name }: Agent): Named => ({ id, name });
  const membersOf = (groupId: string | undefined): readonly Agent[] =>
    (groupOf(groupId)?.agentIds ?? []).flatMap((agentId) => agentOf(agentId) ?? []);
  const mailed = ({ name, email }: Agent): Address => ({ name, address: email });

  const recipientsOf = (action: Extract<TriggerAction, { kind: 'mail' }>): readonly Address[] => {
    switch (action.to) {
      case 'customer': {
        const { name, email } = ticket.customer;
        return email === undefined ? [] : [{ ...present({ name }), address: email }];
      }
      case 'assignee':
        return [agentOf(ticket.assigneeId)].flatMap((agent) => (agent === undefined ? [] : [mailed(agent)]));
      case 'group':
        return membersOf(action.groupId ?? ticket.groupId).map(mailed);
      case 'address':
        return action.address === undefined ? [] : [{ address: action.address }];
    }
  };
  const withOutcome = (
    action: TriggerAction,
    outcome: ActionOutcome,
    members: Omit<ActionPreview, 'kind' | 'candidates' | 'to'> & Partial<Pick<ActionPreview, 'candidates' | 'to'>>,
  ): ActionPreview => ({
    kind: action.kind,
    candidates: [],
    to: [],
    ...(outcome === 'done' ? {} : { idle: outcome }),
    ...members,
  });

  return (action, outcome) => {
    const say = (members: Parameters<typeof withOutcome>[2] = {}) => withOutcome(action, outcome, members);
    switch (action.kind) {
      case 'assign': {
        const takers = membersOf(action.groupId).filter(
          ({ agentId, takesAssignment }) =>
            takesAssignment && (action.strategy !== 'designated' || agentId === action.agentId),
        );
        return say({
          ...present({ group: namedGroup(action.groupId) }),
          candidates: takers.map(namedAgent),
          ...(takers.length === 1 ? { agent: namedAgent(takers[0]!) } : {}),
        });
      }
      case 'forward_to_group':
        return say(present({ group: namedGroup(action.groupId) }));
      case 'set_field': {
        const stored = snapshot.fields[action.code];
        return say(
          present({
            before: stored === undefined || isSealed(stored) ? undefined : formatValueForLog(stored.value),
            after: action.value === null ? undefined : formatValueForLog(action.value),
          }),
        );
      }
      case 'set_priority':
        return say({ before: ticket.priority, after: action.priority });
      case 'set_inquiry_type':
        return say(present({ before: ticket.inquiryTypeId, after: action.categoryId ?? undefined }));
      case 'set_processing_type':
        return say(present({ before: ticket.processingTypeId, after: action.categoryId ?? undefined }));
      case 'add_tag':
        return say({ after: action.tag });
      case 'comment':
        return say({ html: fillHtml(action.html, value) });
      case 'mail': {
        const all = recipientsOf(action).filter(({ address }) => isMailAddress(toMailAddress(address)));
        const to = all.filter(({ address }) => !service.addresses.includes(address.toLowerCase()));
        const idle = all.length === 0 ? 'nobody' : to.length === 0 ? 'own_address' : undefined;
        return say({
          ...(outcome === 'done' && idle ? { idle } : {}),
          from: { name: service.senderName, address: senderOf(ticket, service) },
          to,
          subject: fillText(action.subject, value),
          html: fillHtml(action.html, value),
        });
      }
      case 'call_url':
        return say({ url: action.url });
      case 'dooray_notice':
        return say({ text: fillText(action.text, value) });
      case 'complete':
        return say();
    }
  };
};
