import type * as z from 'zod';
import type { createTrigger, editTrigger, listTriggers } from '../../../../shared/contracts/http/triggers.ts';
import type { GivenValue } from '../../../../shared/domain/desk/field-value.ts';
import type { Priority } from '../../../../shared/domain/ticket/ticket.ts';
import type {
  AssignmentStrategy,
  ConditionGroup,
  MailRecipientKind,
  TriggerActionKind,
  TriggerEvent,
  TriggerMode,
} from '../../../../shared/domain/trigger/trigger.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import type { Stored } from '../kit/use-form.ts';

/** A trigger of the list: how it is written, and how often it fired. */
export type TriggerView = OutputOf<typeof listTriggers>['triggers'][number];
type WrittenAction = TriggerView['actions'][number];

/** What is written and never read: one that is stored has a name, a new one is known until it is saved. */
export type Secret = {
  /** The name of the stored one; null: there is none. */
  readonly ref: string | null;
  /** A new one that is typed; null: none is. */
  readonly typed: string | null;
  /** Whether the stored one is to be taken away. */
  readonly isGone: boolean;
};

/** An action as it is edited: of all members those of its kind. */
export type ActionDraft = {
  readonly kind: TriggerActionKind;
  /** Empty: not chosen yet; of a mail: the ticket's group. */
  readonly groupId?: string;
  readonly strategy?: AssignmentStrategy;
  readonly agentId?: string;
  /** Null: no limit. */
  readonly cap?: number | null;
  readonly code?: string;
  readonly value?: GivenValue | null;
  readonly priority?: Priority;
  readonly categoryId?: string | null;
  readonly tag?: string;
  readonly html?: string;
  readonly to?: MailRecipientKind;
  readonly address?: string;
  readonly subject?: string;
  readonly url?: string;
  readonly secret?: Secret;
  readonly text?: string;
};

export type TriggerValues = {
  readonly name: string;
  readonly active: boolean;
  readonly event: TriggerEvent;
  readonly mode: TriggerMode;
  readonly conditions: ConditionGroup;
  readonly actions: readonly ActionDraft[];
};

const storedSecret = (ref: string | null): Secret => ({ ref, typed: null, isGone: false });

/** An action of each kind as it begins. */
const FRESH: Readonly<Record<TriggerActionKind, Omit<ActionDraft, 'kind'>>> = {
  assign: { groupId: '', strategy: 'sequential', agentId: '', cap: null },
  forward_to_group: { groupId: '' },
  set_field: { code: '', value: null },
  set_priority: { priority: 'high' },
  set_inquiry_type: { categoryId: null },
  set_processing_type: { categoryId: null },
  add_tag: { tag: '' },
  comment: { html: '' },
  mail: { to: 'customer', groupId: '', address: '', subject: '', html: '' },
  call_url: { url: 'https://', secret: storedSecret(null) },
  dooray_notice: { secret: { ref: null, typed: '', isGone: false }, text: '' },
  complete: {},
};

/** An action of this kind; what it has in common with the one before it goes over. */
export const actionOf = (kind: TriggerActionKind, before?: ActionDraft): ActionDraft => {
  const fresh: ActionDraft = { kind, ...FRESH[kind] };
  const kept = Object.entries(before ?? {}).filter(([name]) => name in fresh && !['kind', 'secret'].includes(name));
  return { ...fresh, ...Object.fromEntries(kept) };
};

const draftOf = (action: WrittenAction): ActionDraft => {
  const draft: ActionDraft = { kind: action.kind, ...FRESH[action.kind] };
  if (action.kind === 'call_url' || action.kind === 'dooray_notice') {
    const { secretRef, ...members } = action;
    return { ...draft, ...members, secret: storedSecret(secretRef) };
  }
  return { ...draft, ...action };
};

type NewBody = z.input<typeof createTrigger.body>;
export type ActionBody = NewBody['actions'][number];

const chosen = (name: string, value: string | undefined): Readonly<Record<string, string>> =>
  value === undefined || value === '' ? {} : { [name]: value };

/** The secret of an action in a request: a new one, the name of the one that stays, or nothing. */
const secretIn = (name: 'secret' | 'hook', secret: Secret | undefined): Readonly<Record<string, string>> => {
  if (secret === undefined) return {};
  const { ref, typed, isGone } = secret;
  if (typed !== null) return { [name]: typed };
  return ref === null || isGone ? {} : { secretRef: ref };
};

/** What an action is in a request. What is not chosen yet is refused there, at its place. */
export const actionBody = (draft: ActionDraft): ActionBody => {
  const { kind, groupId, strategy, agentId, cap, to, address, subject, html } = draft;
  const members = (): Readonly<Record<string, unknown>> => {
    switch (kind) {
      case 'assign':
        return {
          groupId,
          strategy,
          ...(strategy === 'designated' ? { agentId } : {}),
          ...(cap === null ? {} : { cap }),
        };
      case 'mail':
        return {
          to,
          ...(to === 'group' ? chosen('groupId', groupId) : {}),
          ...(to === 'address' ? { address: address?.trim().toLowerCase() } : {}),
          subject,
          html,
        };
      case 'call_url':
        return { url: draft.url?.trim(), ...secretIn('secret', draft.secret) };
      case 'dooray_notice':
        return { text: draft.text, ...secretIn('hook', draft.secret) };
      default: {
        const { kind: _, ...rest } = draft;
        return rest;
      }
    }
  };
  return { kind, ...members() } as ActionBody;
};

export const storedOf = (trigger: TriggerView): Stored<TriggerValues> => ({
  version: trigger.version,
  values: {
    name: trigger.name,
    active: trigger.active,
    event: trigger.event,
    mode: trigger.mode,
    conditions: trigger.conditions,
    actions: trigger.actions.map(draftOf),
  },
});

export const EMPTY: TriggerValues = {
  name: '',
  active: true,
  event: { kind: 'ticket_created' },
  mode: 'selective',
  conditions: { match: 'all', conditions: [] },
  actions: [],
};

type EditBody = z.input<typeof editTrigger.body>;

export const changeBody = ({ actions, ...changes }: Partial<TriggerValues>): EditBody =>
  ({ ...changes, ...(actions === undefined ? {} : { actions: actions.map(actionBody) }) }) as EditBody;

export const newBody = (values: TriggerValues): NewBody => changeBody(values) as NewBody;
