import { appliesTo } from '../desk/check-field-values.ts';
import { readFieldValue, type FieldValue, type GivenValue, type TicketFields } from '../desk/field-value.ts';
import type { Field } from '../desk/field.ts';
import { sameValue } from '../kernel/same-value.ts';
import { tidyTags } from '../ticket/edit-ticket.ts';
import { isAllowed, TICKET_LIFECYCLE } from '../ticket/lifecycle.ts';
import { TAGS_LIMIT, type Ticket } from '../ticket/ticket.ts';
import type { ActionOutcome, Automation, OutwardAction, Placement } from './automation.ts';
import { SOMEBODY } from './condition-fields.ts';
import type { Trigger, TriggerAction, TriggerActionKind } from './trigger.ts';

/** What the triggers that fired so far ask for, and the ticket as those after them see it. */
export type Work = {
  readonly ticket: Ticket;
  readonly fields: TicketFields;
  readonly definitions: readonly Field[];
  readonly placement?: Placement;
  /** Which action asked for the placement. */
  readonly placedBy?: { readonly triggerId: string; readonly action: number };
  readonly complete?: { readonly triggerId: string };
  readonly comments: Automation['comments'];
  readonly mails: Automation['mails'];
  readonly calls: readonly OutwardAction[];
  readonly notices: readonly OutwardAction[];
};

export const workOn = (ticket: Ticket, fields: TicketFields, definitions: readonly Field[]): Work => ({
  ticket,
  fields,
  definitions,
  comments: [],
  mails: [],
  calls: [],
  notices: [],
});

/** The changes of a ticket that an action asks for; undefined takes a value away. */
type Over = { readonly [K in keyof Ticket]?: Ticket[K] | undefined };
const changed = (ticket: Ticket, over: Over): Ticket =>
  Object.fromEntries(Object.entries({ ...ticket, ...over }).filter(([, value]) => value !== undefined)) as Ticket;

type Done = { readonly outcome: ActionOutcome; readonly work?: Work };
type ActionOf<K extends TriggerActionKind> = Extract<TriggerAction, { readonly kind: K }>;
type Acting = { readonly trigger: Trigger; readonly index: number };
type Apply<K extends TriggerActionKind> = (work: Work, action: ActionOf<K>, acting: Acting) => Done;

const done = (work: Work): Done => ({ outcome: 'done', work });
const nothing = (outcome: Exclude<ActionOutcome, 'done'>): Done => ({ outcome });

/** Changes of a ticket's own, which a completed one doesn't take. */
const edit = (work: Work, over: Over): Done => {
  if (!isAllowed('edit', work.ticket)) return nothing('completed');
  const ticket = changed(work.ticket, over);
  return sameValue(ticket, work.ticket) ? nothing('already_so') : done({ ...work, ticket });
};

const place = (work: Work, placement: Placement, over: Over, { trigger, index }: Acting): Done => {
  if (!isAllowed('forward', work.ticket)) return nothing('not_placeable');
  const placedBy = { triggerId: trigger.triggerId, action: index };
  // Its place in the line of the group where it was is over.
  return done({ ...work, ticket: changed(work.ticket, { ...over, waiting: undefined }), placement, placedBy });
};

const assign: Apply<'assign'> = (work, action, acting) => {
  const { groupId, strategy, agentId, cap } = action;
  const { ticket } = work;
  if (strategy === 'designated' && ticket.assigneeId === agentId && ticket.groupId === groupId)
    return nothing(isAllowed('forward', ticket) ? 'already_so' : 'not_placeable');
  const { triggerId } = acting.trigger;
  const placement = {
    kind: 'assign' as const,
    triggerId,
    groupId,
    strategy,
    ...(agentId === undefined ? {} : { agentId }),
    ...(cap === undefined ? {} : { cap }),
  };
  // Those that follow see what it leads to, though nobody may be free yet.
  const over = { status: TICKET_LIFECYCLE.forward.to, groupId, assigneeId: agentId ?? SOMEBODY };
  return place(work, placement, over, acting);
};

/** Nobody has it, and it waits for nobody whom the desk would choose. */
const isNobodys = ({ assigneeId, waiting }: Pick<Ticket, 'assigneeId' | 'waiting'>): boolean =>
  assigneeId === undefined && waiting === undefined;

const forwardToGroup: Apply<'forward_to_group'> = (work, { groupId }, acting) => {
  const status = TICKET_LIFECYCLE.forward.otherwise.to;
  const { ticket } = work;
  // One that waits in the group for an agent is taken out of its line.
  if (ticket.status === status && ticket.groupId === groupId && isNobodys(ticket)) return nothing('already_so');
  const placement = { kind: 'group' as const, triggerId: acting.trigger.triggerId, groupId };
  return place(work, placement, { status, groupId, assigneeId: undefined }, acting);
};

const setField: Apply<'set_field'> = (work, { code, value }) => {
  const { ticket, fields, definitions } = work;
  if (!isAllowed('edit', ticket)) return nothing('completed');
  const stored = Object.hasOwn(fields, code) ? fields[code] : undefined;
  const { [code]: _former, ...others } = fields;
  if (value === null) return stored === undefined ? nothing('already_so') : done({ ...work, fields: others });
  const field = definitions.find((definition) => definition.code === code);
  if (field === undefined) throw new Error(`No field ${code}`);
  if (!field.active || !appliesTo(field, ticket.inquiryTypeId)) return nothing('field_not_asked');
  const read = readFieldValue(field, value as GivenValue, stored);
  if (!read.ok || read.value === undefined) throw new Error(`No value of the field ${code}`);
  const next = { type: field.type, value: read.value };
  return sameValue(next, stored) ? nothing('already_so') : done({ ...work, fields: { ...others, [code]: next } });
};

const addTag: Apply<'add_tag'> = (work, { tag }) => {
  const { tags } = work.ticket;
  const next = tidyTags([...tags, tag]);
  if (next.length > tags.length && tags.length >= TAGS_LIMIT)
    return nothing(isAllowed('edit', work.ticket) ? 'too_many_tags' : 'completed');
  return edit(work, { tags: next });
};

const outward = (acting: Acting): OutwardAction => ({
  triggerId: acting.trigger.triggerId,
  triggerVersion: acting.trigger.version,
  action: acting.index,
});

const APPLY: { readonly [K in TriggerActionKind]: Apply<K> } = {
  assign,
  forward_to_group: forwardToGroup,
  set_field: setField,
  set_priority: (work, { priority }) => edit(work, { priority }),
  set_inquiry_type: (work, { categoryId }) => edit(work, { inquiryTypeId: categoryId ?? undefined }),
  set_processing_type: (work, { categoryId }) => edit(work, { processingTypeId: categoryId ?? undefined }),
  add_tag: addTag,
  comment: (work, { html }, { trigger: { triggerId } }) =>
    isAllowed('comment', work.ticket)
      ? done({ ...work, comments: [...work.comments, { triggerId, html }] })
      : nothing('completed'),
  mail: (work, { kind: _kind, ...mail }, { trigger: { triggerId } }) =>
    done({ ...work, mails: [...work.mails, { triggerId, ...mail }] }),
  call_url: (work, _action, acting) => done({ ...work, calls: [...work.calls, outward(acting)] }),
  dooray_notice: (work, _action, acting) => done({ ...work, notices: [...work.notices, outward(acting)] }),
  complete: (work, _action, { trigger: { triggerId } }) =>
    isAllowed('complete', work.ticket)
      ? done({
          ...work,
          ticket: changed(work.ticket, { status: TICKET_LIFECYCLE.complete.to }),
          complete: { triggerId },
        })
      : nothing('not_resolved'),
};

/** Does all actions of a trigger that fired: the work after them, and what each did. */
export const applyActions = (
  trigger: Trigger,
  before: Work,
): { readonly work: Work; readonly outcomes: readonly ActionOutcome[] } => {
  let work = before;
  const outcomes = trigger.actions.map((action, index) => {
    const apply = APPLY[action.kind] as Apply<TriggerActionKind>;
    const { outcome, work: next } = apply(work, action, { trigger, index });
    work = next ?? work;
    return outcome;
  });
  return { work, outcomes };
};

const valueOf = (fields: TicketFields, code: string): FieldValue | undefined => {
  const stored = Object.hasOwn(fields, code) ? fields[code] : undefined;
  return stored === undefined || 'sealed' in stored ? undefined : stored.value;
};

/** Whether a placement leaves the ticket where it was. */
const isWhereItWas = (placement: Placement, ticket: Ticket): boolean => {
  const { status, groupId, assigneeId } = ticket;
  if (placement.groupId !== groupId) return false;
  if (placement.kind === 'group') return status === 'unassigned' && isNobodys(ticket);
  return placement.strategy === 'designated' && placement.agentId === assigneeId;
};

/** What is to be written: the net result of the work, without what ends as it was before. */
export const automationOf = (work: Work, ticket: Ticket, fields: TicketFields): Automation => {
  const { ticket: after, placement, complete, comments, mails, calls, notices } = work;
  const codes = new Set([...Object.keys(fields), ...Object.keys(work.fields)]);
  return {
    edit: {
      ...(after.priority === ticket.priority ? {} : { priority: after.priority }),
      ...(sameValue(after.tags, ticket.tags) ? {} : { tags: after.tags }),
      ...(after.inquiryTypeId === ticket.inquiryTypeId ? {} : { inquiryTypeId: after.inquiryTypeId ?? null }),
      ...(after.processingTypeId === ticket.processingTypeId
        ? {}
        : { processingTypeId: after.processingTypeId ?? null }),
    },
    fields: Object.fromEntries(
      [...codes]
        .filter((code) => !sameValue(work.fields[code], fields[code]))
        .map((code) => [code, valueOf(work.fields, code) ?? null]),
    ),
    ...(placement === undefined || isWhereItWas(placement, ticket) ? {} : { placement }),
    ...(complete === undefined ? {} : { complete }),
    comments,
    mails,
    calls,
    notices,
  };
};

/** Whether it asks for nothing: then nothing of the ticket is written. */
export const isIdle = ({ edit: edited, fields, placement, complete, ...lists }: Automation): boolean =>
  Object.keys(edited).length === 0 &&
  Object.keys(fields).length === 0 &&
  placement === undefined &&
  complete === undefined &&
  Object.values(lists).every((list) => list.length === 0);
