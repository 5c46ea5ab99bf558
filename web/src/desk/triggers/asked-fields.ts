import type { TFunction } from 'i18next';
import {
  CONDITION_FIELDS,
  OWN_FIELD,
  tellsChanges,
  TYPES_OF_OWN_FIELDS,
  type ConditionField,
  type ConditionFieldName,
} from '../../../../shared/domain/trigger/condition-fields.ts';
import type { ConditionType } from '../../../../shared/domain/trigger/operators-table.ts';
import type { LeaversTickets, ServiceKind } from '../../../../shared/domain/desk/service.ts';
import type { InternalReason } from '../../../../shared/domain/ticket/internal-reason.ts';
import type { TicketStatus } from '../../../../shared/domain/ticket/status.ts';
import type { Channel, Priority, TicketLanguage, TransferKind } from '../../../../shared/domain/ticket/ticket.ts';
import type { FieldView, ServiceView } from '../api/service-queries.ts';
import { pathWords, type CategoryPath } from '../fields/category-paths.ts';

/** Something that a condition can compare with. */
export type AskedOption = {
  readonly value: string;
  readonly label: string;
  /** Whether it can be chosen; one that is no longer in use is still called by its name. */
  readonly active: boolean;
};

const GROUPS = ['ticket', 'customer', 'entry', 'own', 'service'] as const;
/** Under which heading a field is chosen. */
export type AskedGroup = (typeof GROUPS)[number];
export const ASKED_GROUPS: readonly AskedGroup[] = GROUPS;

/** What a condition can ask about, as it is called and chosen. */
export type AskedField = {
  /** As it stands in a condition. */
  readonly id: string;
  readonly type: ConditionType;
  readonly name: string;
  readonly group: AskedGroup;
  /** Null: free values. */
  readonly options: readonly AskedOption[] | null;
  /** Whether it can be asked if it changed. */
  readonly tellsChanges: boolean;
};

/** The word for an option; undefined for one that is gone, and where there are none. */
export const optionOf = (field: AskedField | undefined, value: string): string | undefined =>
  field?.options?.find((option) => option.value === value)?.label;

/** What fields and their options are called with. */
export type Naming = {
  readonly t: TFunction<'triggers'>;
  readonly common: TFunction;
  readonly named: (names: FieldView['names'], otherwise: string) => string;
  readonly inquiryTypes: readonly CategoryPath[];
  readonly processingTypes: readonly CategoryPath[];
};

type Label = (value: string, naming: Naming) => string;
const writer: Label = (value, { t }) => t(`writer.${value as 'customer' | 'agent' | 'system'}`);
const channel: Label = (value, { common }) => common(`channel.${value as Channel}`);
const language: Label = (value, { common }) => common(`language.${value as TicketLanguage}`);

/** What the options of closed sets are called. */
const LABELS: Partial<Record<ConditionFieldName, Label>> = {
  'ticket.status': (value, { common }) => common(`status.${value as TicketStatus}`),
  'ticket.channel': channel,
  'ticket.priority': (value, { common }) => common(`priority.${value as Priority}`),
  'ticket.language': language,
  'ticket.lastWriter': writer,
  'ticket.internalReason': (value, { common }) => common(`reason.${value as InternalReason}`),
  'ticket.transfer': (value, { common }) => common(`transfer.${value as TransferKind}`),
  'service.kind': (value, { t }) => t(`serviceKind.${value as ServiceKind}`),
  'service.language': language,
  'service.languages': language,
  'service.channels': channel,
  'service.leaversTickets': (value, { t }) => t(`leavers.${value as LeaversTickets}`),
  'event.actor': writer,
};

const ofCategories = (paths: readonly CategoryPath[]): readonly AskedOption[] =>
  paths.map(({ categoryId, path, active }) => ({ value: categoryId, label: pathWords(path), active }));

const optionsOf = (
  id: ConditionFieldName,
  { options, names }: ConditionField,
  { agents, groups }: Pick<ServiceView, 'agents' | 'groups'>,
  naming: Naming,
): readonly AskedOption[] | null => {
  switch (names) {
    case 'agent':
      return agents.map(({ agentId, name, active }) => ({ value: agentId, label: name, active }));
    case 'group':
      return groups.map(({ groupId, name, active }) => ({ value: groupId, label: name, active }));
    case 'inquiry_type':
      return ofCategories(naming.inquiryTypes);
    case 'processing_type':
      return ofCategories(naming.processingTypes);
    default:
      return options?.map((value) => ({ value, label: LABELS[id]?.(value, naming) ?? value, active: true })) ?? null;
  }
};

const groupOf = (id: string): AskedGroup => {
  const begin = id.split('.')[0];
  return begin === 'ticket' || begin === 'customer' || begin === 'service' ? begin : 'entry';
};

/** The service's own fields that can be asked about: what is encrypted and captions can't. */
const ownFields = (fields: readonly FieldView[], { named }: Naming): readonly AskedField[] =>
  fields.flatMap((field): readonly AskedField[] => {
    const { code, type, names, options, encrypted, deleted } = field;
    const asked = TYPES_OF_OWN_FIELDS[type];
    if (asked === undefined || encrypted || deleted) return [];
    return [
      {
        id: `${OWN_FIELD}${code}`,
        type: asked,
        name: named(names, code).split('\n')[0]!,
        group: 'own',
        options:
          asked === 'choice' || asked === 'choices'
            ? options.map((option) => ({
                value: option.code,
                label: named(option.names, option.code),
                active: option.active,
              }))
            : null,
        tellsChanges: true,
      },
    ];
  });

/** Everything that conditions of a service can ask about, by group in the order in which it is chosen. */
export const askedFieldsOf = (
  service: Pick<ServiceView, 'agents' | 'groups'>,
  fields: readonly FieldView[],
  naming: Naming,
): readonly AskedField[] => {
  const known = (Object.entries(CONDITION_FIELDS) as readonly [ConditionFieldName, ConditionField][]).map(
    ([id, field]): AskedField => ({
      id,
      type: field.type,
      name: naming.t(`field.${id}`),
      group: groupOf(id),
      options: optionsOf(id, field, service, naming),
      tellsChanges: tellsChanges(field),
    }),
  );
  const all = [...known, ...ownFields(fields, naming)];
  return ASKED_GROUPS.flatMap((group) => all.filter((field) => field.group === group));
};
