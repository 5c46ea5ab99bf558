import { waitForAgent, type WaitingTicket } from '../distribution/waiting-ticket.ts';
import { checkFieldValues } from '../desk/check-field-values.ts';
import type { Field } from '../desk/field.ts';
import { FIELDS_BYTES, type GivenValue, type StoredValue, type TicketFields } from '../desk/field-value.ts';
import type { Automation, AutomatedBy } from '../trigger/automation.ts';
import type { ActionResultCode } from '../trigger/trigger-run.ts';
import type { TriggerActionKind } from '../trigger/trigger.ts';
import {
  advance,
  type Decision,
  type DecisionContext,
  entryBody,
  isEmptyBody,
  type MessageBody,
  type Patch,
} from './decision.ts';
import { tidyTags } from './edit-ticket.ts';
import type { Entry } from './entry.ts';
import { changesBetween } from './facts.ts';
import { fieldChangesBetween, withFields } from './field-changes.ts';
import { isAllowed, TICKET_LIFECYCLE, type TicketCommand } from './lifecycle.ts';
import { TAGS_LIMIT, type Ticket } from './ticket.ts';

export type AutomateTicket = {
  readonly automation: Pick<Automation, 'edit' | 'fields' | 'placement' | 'complete'>;
  readonly by: AutomatedBy;
  /** What all comments say together; absent: there is none. */
  readonly body?: MessageBody;
  /** The service's own fields, and the ticket's values of them. */
  readonly definitions: readonly Field[];
  readonly fields: TicketFields;
  /** Ids of groups and categories that the automation names and the service no longer has. */
  readonly gone: ReadonlySet<string>;
  /** Whether something goes outside with it: then there is a fact also where nothing of the ticket changes. */
  readonly goesOutside?: boolean;
};

/** What was asked for and is not done; `of` says which, where there may be several of a kind. */
export type NotDone = {
  readonly kind: TriggerActionKind;
  readonly of?: string;
  readonly result: ActionResultCode;
  readonly why?: string;
};

/** Without a decision nothing would change, and nothing is written. */
export type Automated = {
  readonly decision?: Decision;
  /** Its place in a group's line, where it is to be assigned: the desk chooses the agent. */
  readonly waiting?: WaitingTicket;
  readonly notDone: readonly NotDone[];
};

const CATEGORIES = { inquiryTypeId: 'set_inquiry_type', processingTypeId: 'set_processing_type' } as const;

/** The value of a field that is asked for, checked by its definition; an error in words where it is none. */
const checkedValue = (
  code: string,
  given: Automation['fields'][string],
  { definitions, fields }: AutomateTicket,
  inquiryTypeId: string | undefined,
): { readonly stored: StoredValue | undefined } | { readonly error: string } => {
  const field = definitions.find((each) => each.code === code);
  // Only an agent's request can seal a value or bring a file.
  if (field?.encrypted === true || field?.type === 'file') return { error: 'No trigger sets it' };
  const checked = checkFieldValues({
    definitions,
    inquiryTypeId,
    stored: fields,
    given: { [code]: given as GivenValue | null },
    way: { by: 'desk' },
  });
  if (!checked.ok) return { error: checked.error.errors.map(({ detail }) => detail).join('; ') };
  const [read] = checked.value;
  return {
    stored:
      read?.field === undefined || read.value === undefined ? undefined : { type: read.field.type, value: read.value },
  };
};

/** Collects the parts of a change and what could not be part of it. */
const plan = (ticket: Ticket, command: AutomateTicket, context: DecisionContext) => {
  const { at } = context;
  const { automation, gone, body } = command;
  const { edit, placement, complete } = automation;
  const notDone: NotDone[] = [];
  const may = (name: TicketCommand, result: ActionResultCode, kind: TriggerActionKind, of?: string): boolean => {
    if (isAllowed(name, ticket)) return true;
    notDone.push({ kind, result, ...(of === undefined ? {} : { of }) });
    return false;
  };
  let patch: Patch = {};
  let waiting: WaitingTicket | undefined;
  if (edit.priority !== undefined && may('automate', 'completed', 'set_priority', edit.priority))
    patch = { ...patch, priority: edit.priority };
  for (const [member, kind] of Object.entries(CATEGORIES) as [keyof typeof CATEGORIES, TriggerActionKind][]) {
    const id = edit[member];
    if (id === undefined || !may('automate', 'completed', kind, id ?? undefined)) continue;
    if (id !== null && gone.has(id)) notDone.push({ kind, of: id, result: 'gone' });
    else patch = { ...patch, [member]: id };
  }
  if (edit.tags !== undefined) {
    const added = tidyTags(edit.tags).filter((tag) => !ticket.tags.includes(tag));
    const admitted = added.filter((tag) => may('automate', 'completed', 'add_tag', tag));
    const fitting = admitted.slice(0, Math.max(0, TAGS_LIMIT - ticket.tags.length));
    for (const tag of admitted.slice(fitting.length))
      notDone.push({ kind: 'add_tag', of: tag, result: 'too_many_tags' });
    if (fitting.length > 0) patch = { ...patch, tags: tidyTags([...ticket.tags, ...fitting]) };
  }

  const inquiryTypeId = patch.inquiryTypeId === undefined ? ticket.inquiryTypeId : (patch.inquiryTypeId ?? undefined);
  const values = new Map(Object.entries(command.fields));
  for (const [code, given] of Object.entries(automation.fields)) {
    if (!may('automate', 'completed', 'set_field', code)) continue;
    const checked = checkedValue(code, given, command, inquiryTypeId);
    if ('error' in checked)
      notDone.push({ kind: 'set_field', of: code, result: 'field_not_valid', why: checked.error });
    else if (checked.stored === undefined) values.delete(code);
    else values.set(code, checked.stored);
  }
  const wanted: TicketFields = Object.fromEntries(values);
  const tooLarge = new TextEncoder().encode(JSON.stringify(wanted)).length > FIELDS_BYTES;
  if (tooLarge)
    for (const code of Object.keys(automation.fields))
      notDone.push({
        kind: 'set_field',
        of: code,
        result: 'field_not_valid',
        why: 'The ticket’s values are too large',
      });

  if (placement !== undefined) {
    const { groupId } = placement;
    const kind = placement.kind === 'assign' ? 'assign' : 'forward_to_group';
    if (may('place', 'not_placeable', kind, groupId)) {
      if (gone.has(groupId)) notDone.push({ kind, of: groupId, result: 'gone' });
      else if (placement.kind === 'group')
        patch = { ...patch, status: TICKET_LIFECYCLE.place.to, assigneeId: null, groupId, waiting: null };
      else {
        const placed = waitForAgent(ticket, placement, command.by, context);
        patch = { ...patch, ...placed.patch };
        ({ waiting } = placed);
      }
    }
  }
  if (complete !== undefined && may('complete_by_trigger', 'not_resolved', 'complete'))
    patch = { ...patch, status: TICKET_LIFECYCLE.complete_by_trigger.to, completedAt: at };

  const written =
    body !== undefined && !isEmptyBody(body) && may('automate', 'completed', 'comment') ? body : undefined;
  return { patch, fields: tooLarge ? command.fields : wanted, written, waiting, notDone };
};

/**
 * Does to a ticket what all triggers that fired on one occasion ask for: one new version, one fact that names them, and
 * one entry with what they all comment. What the ticket's status, a field's definition or a deleted group doesn't allow
 * is left out, and said.
 */
export const automateTicket = (ticket: Ticket, command: AutomateTicket, context: DecisionContext): Automated => {
  const { patch, fields, written, waiting, notDone } = plan(ticket, command, context);
  const { by, goesOutside = false } = command;
  const entry: Entry | undefined = written && {
    id: context.entryId,
    kind: 'comment',
    author: { kind: 'system' },
    at: context.at,
    ...entryBody(written),
    automatedBy: by.triggers,
    command: 'comment',
  };
  const moved = advance(
    ticket,
    'ticket_automated',
    { kind: 'system' },
    context,
    patch,
    entry === undefined ? {} : { entry },
  );
  const changesNothing =
    entry === undefined &&
    waiting === undefined &&
    ticket.waiting === moved.ticket.waiting &&
    Object.keys(changesBetween(ticket, moved.ticket)).length === 0 &&
    Object.keys(fieldChangesBetween(command.fields, fields)).length === 0;
  if (changesNothing && !goesOutside) return { notDone };
  const decision: Decision = {
    ticket: moved.ticket,
    fact: { ...moved.fact, automation: by },
    ...(entry === undefined ? {} : { entry }),
  };
  return {
    decision: withFields(decision, command.fields, fields),
    ...(waiting === undefined ? {} : { waiting }),
    notDone,
  };
};
