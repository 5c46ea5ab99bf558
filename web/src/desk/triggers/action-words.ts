import type { TFunction } from 'i18next';
import type { GivenValue } from '../../../../shared/domain/desk/field-value.ts';
import type { Priority } from '../../../../shared/domain/ticket/ticket.ts';
import type {
  AssignmentStrategy,
  MailRecipientKind,
  TriggerActionKind,
} from '../../../../shared/domain/trigger/trigger.ts';
import { withParticles } from '../../ui/particles.ts';

/** An action as it is said: of all members those of its kind. What is not chosen yet is empty. */
export type SaidAction = {
  readonly kind: TriggerActionKind;
  readonly groupId?: string;
  readonly strategy?: AssignmentStrategy;
  readonly agentId?: string;
  readonly cap?: number | null;
  readonly code?: string;
  readonly value?: GivenValue | null;
  readonly priority?: Priority;
  readonly categoryId?: string | null;
  readonly tag?: string;
  readonly to?: MailRecipientKind;
  readonly address?: string;
  readonly subject?: string;
  readonly url?: string;
};

/** The names of what actions name by ids; undefined for what is gone. */
export type ActionNames = {
  readonly t: TFunction<'triggers'>;
  readonly priority: (priority: Priority) => string;
  readonly agent: (agentId: string) => string | undefined;
  readonly group: (groupId: string) => string | undefined;
  readonly category: (categoryId: string) => string | undefined;
  readonly field: (
    code: string,
  ) => { readonly name: string; readonly words: (value: GivenValue) => string | null } | undefined;
};

/** The name of something; what is not chosen yet is left open. */
const named = (
  id: string | undefined,
  nameOf: (id: string) => string | undefined,
  { t }: Pick<ActionNames, 't'>,
): string => (id === undefined || id === '' ? t('says.missing') : (nameOf(id) ?? t('says.former')));

const assigning = (action: SaidAction, names: ActionNames): string => {
  const { t } = names;
  const { strategy = 'sequential', cap = null } = action;
  const assign = t(`does.assign.${strategy}`, {
    group: named(action.groupId, names.group, names),
    agent: named(action.agentId, names.agent, names),
  });
  return cap === null || Number.isNaN(cap) ? assign : t('does.assign.cap', { assign, cap });
};

const mailing = (action: SaidAction, names: ActionNames): string => {
  const { t } = names;
  const { to = 'customer', groupId = '', address = '', subject = '' } = action;
  return t(to === 'group' && groupId === '' ? 'does.mail.ticketGroup' : `does.mail.${to}`, {
    group: named(groupId, names.group, names),
    address: address === '' ? t('says.missing') : address,
    subject: subject === '' ? '' : t('says.quoted', { text: subject }),
  });
};

const setting = ({ code = '', value = null }: SaidAction, names: ActionNames): string => {
  const { t } = names;
  const field = names.field(code);
  const name = field?.name ?? t(code === '' ? 'says.missing' : 'says.former');
  const words = value === null ? null : (field?.words(value) ?? null);
  return words === null ? t('does.clear', { field: name }) : t('does.set', { field: name, value: words });
};

const sentence = (action: SaidAction, names: ActionNames): string => {
  const { t } = names;
  const { kind, categoryId = null } = action;
  const category = (): string => named(categoryId ?? '', names.category, names);
  switch (kind) {
    case 'assign':
      return assigning(action, names);
    case 'forward_to_group':
      return t('does.forward_to_group', { group: named(action.groupId, names.group, names) });
    case 'set_field':
      return setting(action, names);
    case 'set_priority':
      return t('does.set_priority', { value: names.priority(action.priority ?? 'high') });
    case 'set_inquiry_type':
      return categoryId === null ? t('does.clear_inquiry_type') : t('does.set_inquiry_type', { value: category() });
    case 'set_processing_type':
      return categoryId === null
        ? t('does.clear_processing_type')
        : t('does.set_processing_type', { value: category() });
    case 'add_tag':
      return t('does.add_tag', { tag: t('says.quoted', { text: action.tag ?? '' }) });
    case 'mail':
      return mailing(action, names);
    case 'call_url':
      return t('does.call_url', { host: URL.parse(action.url ?? '')?.host ?? t('says.missing') });
    default:
      return t(`does.${kind}`);
  }
};

/** An action as a part of a sentence: “set the priority to High”. */
export const actionSentence = (action: SaidAction, names: ActionNames): string =>
  withParticles(sentence(action, names)).replace(/ {2,}/g, ' ').trim();

/** All actions as one sentence, in their order. */
export const actionsSentence = (actions: readonly SaidAction[], names: ActionNames): string =>
  actions.length === 0
    ? ''
    : actions
        .map((action) => actionSentence(action, names))
        .reduce((one, other) => names.t('does.then', { one, other }));
