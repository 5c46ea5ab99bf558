import type { TFunction } from 'i18next';
import { NOT_SENT_IN_TIME } from '../../../shared/domain/mail/outgoing-mail.ts';
import { daysOfAutoComplete, TRACKED_FIELDS, type TrackedField } from '../../../shared/domain/ticket/facts.ts';
import { INTERNAL_REASONS } from '../../../shared/domain/ticket/internal-reason.ts';
import { PRIORITIES, TICKET_LANGUAGES, ticketLabel, TRANSFER_KINDS } from '../../../shared/domain/ticket/ticket.ts';
import { TICKET_STATUSES } from '../../../shared/domain/ticket/status.ts';
import { ESCALATION_FAILURES } from '../../../shared/domain/transfer/escalation.ts';
import type { WordKey } from '../ui/words/en.ts';
import type { FieldView } from './api/service-queries.ts';
import type { EventView } from './api/ticket-queries.ts';

/** Names of what events tell by ids; undefined for what is no longer there. */
export type EventNames = {
  readonly agent: (agentId: string) => string | undefined;
  readonly group: (groupId: string) => string | undefined;
  readonly category: (kind: 'inquiry_type' | 'processing_type', categoryId: string) => string | undefined;
  readonly field: (code: string) => FieldView | undefined;
  /** A name that is written in several languages. */
  readonly named: (names: FieldView['names']) => string | undefined;
  readonly time: (at: string) => string;
};

/** One changed field. Of some there are no values to be read, but words in their place. */
export type ChangeWords = { readonly label: string } & (
  { readonly before: string | null; readonly after: string | null } | { readonly instead: string }
);

/** An event in the agent's language. */
export type EventWords = {
  readonly what: string;
  readonly who: string;
  readonly changes: readonly ChangeWords[];
  readonly why: string | null;
};

type Speaker = { readonly t: TFunction; readonly names: EventNames };
type Words = (value: string, speaker: Speaker) => string;

const asItIs: Words = (value) => value;
/** Words of one of several codes; an unknown one, of a newer release, as it is. */
const oneOf =
  <C extends string>(codes: readonly C[], words: (code: C, t: TFunction) => string): Words =>
  (value, { t }) => {
    const code = codes.find((known) => known === value);
    return code === undefined ? value : words(code, t);
  };
const statusWords = oneOf(TICKET_STATUSES, (status, t) => t(`status.${status}`));
const agentWords: Words = (agentId, { t, names }) => names.agent(agentId) ?? t('ticket.somebody');
const categoryWords =
  (kind: 'inquiry_type' | 'processing_type'): Words =>
  (categoryId, { t, names }) =>
    names.category(kind, categoryId) ?? t('events.former');

/** How the values of each audited field are said. Of a customer's record only its id is known. */
const VALUE_WORDS: Readonly<Record<TrackedField, Words | 'id'>> = {
  status: statusWords,
  assignee: agentWords,
  group: (groupId, { t, names }) => names.group(groupId) ?? t('events.former'),
  title: asItIs,
  priority: oneOf(PRIORITIES, (priority, t) => t(`priority.${priority}`)),
  language: oneOf(TICKET_LANGUAGES, (language, t) => t(`language.${language}`)),
  inquiryType: categoryWords('inquiry_type'),
  processingType: categoryWords('processing_type'),
  tags: asItIs,
  customer: 'id',
  customerName: asItIs,
  customerEmail: asItIs,
  customerPhone: asItIs,
  internalReason: oneOf(INTERNAL_REASONS, (reason, t) => t(`reason.${reason}`)),
  duplicateOf: (number) => ticketLabel(Number(number)),
  transfer: oneOf(TRANSFER_KINDS, (kind, t) => t(`transfer.${kind}`)),
  callAt: (at, { names }) => names.time(at),
  callOwner: agentWords,
  callPhone: asItIs,
};

const changeOf = (
  label: string,
  { before, after }: { readonly before: string | null; readonly after: string | null },
  words: Words | 'id',
  speaker: Speaker,
): ChangeWords => {
  const { t } = speaker;
  // The log of a deleted ticket keeps that something changed, without its values.
  if (before === null && after === null) return { label, instead: t('events.notShown') };
  if (words === 'id')
    return {
      label,
      instead: t(after === null ? 'events.nothing' : before === null ? 'events.linked' : 'events.another'),
    };
  const said = (value: string | null): string | null => (value === null ? null : words(value, speaker));
  return { label, before: said(before), after: said(after) };
};

/** How the log's texts of a field of the service's own are said: options are logged by codes, times in UTC. */
const fieldWords =
  (field: FieldView | undefined): Words =>
  (value, { t, names }) => {
    const option = (code: string): string => {
      const known = field?.options.find((each) => each.code === code);
      return known === undefined ? code : (names.named(known.names) ?? code);
    };
    const time = (at: string): string => (Number.isNaN(Date.parse(at)) ? at : names.time(at));
    switch (field?.type) {
      case 'dropdown':
      case 'radio':
        return option(value);
      case 'checkbox':
        return value.split(', ').map(option).join(', ');
      case 'agree':
        return value === 'true' ? t('events.yes') : value === 'false' ? t('events.no') : value;
      case 'datetime':
        return time(value);
      case 'datetime_period':
        return value.split('/').map(time).join(' – ');
      case 'date_period':
        return value.split('/').join(' – ');
      default:
        return value;
    }
  };

const fieldName = (code: string, { names }: Speaker): string => {
  const field = names.field(code);
  return (field && names.named(field.names)) ?? code;
};

const whyOf = ({ type, reason }: EventView, t: TFunction): string | null => {
  // What happened says it already.
  if (reason === null || type === 'ticket_given_back') return null;
  if (reason === NOT_SENT_IN_TIME) return t('mail.notSentInTime');
  const failure = ESCALATION_FAILURES.find((known) => known === reason);
  if (type === 'transfer_failed' && failure !== undefined) return t(`transfers.failure.${failure}`);
  const days = daysOfAutoComplete(reason);
  return days === undefined ? reason : t('events.resolvedForDays', { days });
};

/** The triggers that did or wrote something, by their names then. */
export const triggerWords = (t: TFunction, triggers: readonly { readonly name: string }[]): string => {
  const [first, ...others] = triggers;
  return first !== undefined && others.length === 0
    ? t('events.trigger', { name: first.name })
    : t('events.triggers', { names: triggers.map(({ name }) => `‘${name}’`).join(', ') });
};

const whoOf = ({ actor, automation }: EventView, speaker: Speaker): string => {
  if (automation !== null) return triggerWords(speaker.t, automation.triggers);
  return actor.kind === 'agent' ? agentWords(actor.id, speaker) : speaker.t(`events.by.${actor.kind}`);
};

/** The names of all that an event changed. */
const changedNames = (event: EventView, speaker: Speaker): readonly string[] => [
  ...TRACKED_FIELDS.filter((field) => event.changes[field] !== undefined).map((field) =>
    speaker.t(`events.${field}` satisfies WordKey),
  ),
  ...Object.keys(event.fieldChanges).map((code) => fieldName(code, speaker)),
];

/** What the log says of an event: what happened, who did it, each changed field with its values, and why. */
export const eventWords = (t: TFunction, event: EventView, names: EventNames): EventWords => {
  const speaker = { t, names };
  const own = TRACKED_FIELDS.flatMap((field) => {
    const change = event.changes[field];
    return change === undefined
      ? []
      : [changeOf(t(`events.${field}` satisfies WordKey), change, VALUE_WORDS[field], speaker)];
  });
  const ofService = Object.entries(event.fieldChanges).map(([code, change]): ChangeWords => {
    const label = fieldName(code, speaker);
    return change.encrypted
      ? { label, instead: t('events.notShown') }
      : changeOf(label, change, fieldWords(names.field(code)), speaker);
  });
  return {
    what: t(`events.${event.type}` satisfies WordKey),
    who: whoOf(event, speaker),
    changes: [
      ...own,
      ...ofService,
      ...(event.trigger === null ? [] : [{ label: t('events.ofTrigger'), instead: event.trigger.name }]),
      ...(event.fieldCode === null ? [] : [{ label: t('events.field'), instead: fieldName(event.fieldCode, speaker) }]),
    ],
    why: whyOf(event, t),
  };
};

/**
 * The sentence between the messages of the history: who kept or made the ticket, what triggers changed, or that a reply
 * reopened it.
 */
export const eventSentence = (t: TFunction, event: EventView, names: EventNames): string => {
  const speaker = { t, names };
  const name = whoOf(event, speaker);
  const { status, group } = event.changes;
  if (event.type === 'ticket_created') return t('history.created', { name });
  if (event.type === 'ticket_kept') {
    const groupId = group?.after ?? null;
    const groupName = groupId === null ? undefined : names.group(groupId);
    return groupName === undefined ? t('history.kept', { name }) : t('history.keptGroup', { name, group: groupName });
  }
  if (event.automation !== null)
    return t('history.automated', { name, fields: changedNames(event, speaker).join(', ') });
  const said = (value: string | null = null): string => (value === null ? '' : statusWords(value, speaker));
  return t('history.reopened', { before: said(status?.before), after: said(status?.after) });
};
