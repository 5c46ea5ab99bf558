import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { escapeHtml, fillHtml, type ValueOf } from '../../domain/template/placeholders.ts';
import { valueOf } from '../../domain/template/variables.ts';
import { automateTicket, type NotDone } from '../../domain/ticket/automate-ticket.ts';
import type { DecisionContext, MessageBody } from '../../domain/ticket/decision.ts';
import type { Automation, AutomatedBy, ConsideredTrigger, TriggerSnapshot } from '../../domain/trigger/automation.ts';
import { ORDERED_WORDS, readWords } from '../../domain/trigger/told-outward.ts';
import type { ActionResult } from '../../domain/trigger/trigger-run.ts';
import type { Trigger, TriggerAction, TriggerActionKind } from '../../domain/trigger/trigger.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { TicketChange } from '../ports/tickets.ts';
import type { RichText } from '../ports/writing.ts';
import { sanitizeText } from '../tickets/entry-body.ts';
import { orderOutward, type OrderOutwardDeps } from './order-outward.ts';
import type { ToldAction } from './outward-order.ts';

export type CarryOutDeps = OrderOutwardDeps & {
  readonly directory: Pick<DeskDirectory, 'findGroup' | 'findCategory'>;
  readonly richText: RichText;
};

export type CarryOut = {
  readonly automation: Automation;
  /** The triggers that fired, in their order. */
  readonly fired: readonly Trigger[];
  readonly by: AutomatedBy;
  /** As conditions were asked. */
  readonly snapshot: TriggerSnapshot;
  readonly context: DecisionContext;
};

export type CarriedOut = {
  /** Absent: nothing would change. */
  readonly change?: TicketChange;
  /** What became of each action of a trigger that fired. */
  readonly resultsOf: (trigger: ConsideredTrigger) => readonly ActionResult[] | undefined;
};

/** Those groups and categories that an automation names and that are no longer there. */
const goneOf = async (
  { directory }: CarryOutDeps,
  { edit: { inquiryTypeId, processingTypeId }, placement }: Automation,
  { ticket }: TriggerSnapshot,
): Promise<ReadonlySet<string>> => {
  const { serviceId } = ticket;
  const gone = new Set<string>();
  const look = async (
    id: string | null | undefined,
    before: string | undefined,
    find: (id: string) => Promise<boolean>,
  ) => {
    if (typeof id === 'string' && id !== before && !(await find(id))) gone.add(id);
  };
  await Promise.all([
    look(inquiryTypeId, ticket.inquiryTypeId, async (id) =>
      Boolean((await directory.findCategory(serviceId, 'inquiry_type', id))?.active),
    ),
    look(processingTypeId, ticket.processingTypeId, async (id) =>
      Boolean((await directory.findCategory(serviceId, 'processing_type', id))?.active),
    ),
    look(placement?.groupId, undefined, async (id) => Boolean((await directory.findGroup(serviceId, id))?.active)),
  ]);
  return gone;
};

/** What variables stand for in the texts of triggers: nobody writes them, so there is no agent. */
export const valuesOf = ({ ticket, service, now }: TriggerSnapshot): ValueOf =>
  valueOf({ ticket, service, at: now, language: service.language });

/**
 * What all comments of one occasion say: one text, in which each part stands under its trigger's name where there are
 * several. Parts that have no more room are left out, and told.
 */
const commentsOf = async (
  { richText }: CarryOutDeps,
  { automation: { comments }, fired, snapshot }: CarryOut,
): Promise<{ readonly body?: MessageBody; readonly leftOut: readonly NotDone[] }> => {
  if (comments.length === 0) return { leftOut: [] };
  const sanitize = await richText.sanitizer();
  const values = valuesOf(snapshot);
  const nameOf = (triggerId: string) => fired.find((trigger) => trigger.triggerId === triggerId)?.name ?? triggerId;
  const isOfOne = comments.every(({ triggerId }) => triggerId === comments[0]!.triggerId);
  let said: Result<MessageBody, unknown> = err(undefined);
  let written = '';
  let above: string | undefined;
  const leftOut: NotDone[] = [];
  for (const { triggerId, html } of comments) {
    const head = isOfOne || triggerId === above ? '' : `<p><strong>${escapeHtml(nameOf(triggerId))}</strong></p>`;
    const longer = sanitizeText(sanitize, `${written}${head}${fillHtml(html, values)}`);
    if (!longer.ok) {
      leftOut.push({ kind: 'comment', of: triggerId, result: 'too_much_text' });
      continue;
    }
    said = ok(longer.value);
    written += `${head}${fillHtml(html, values)}`;
    above = triggerId;
  }
  return said.ok ? { body: said.value, leftOut } : { leftOut };
};

/** What an action is about, as a trace names it. */
const subjectOf = (action: TriggerAction): string | undefined => {
  switch (action.kind) {
    case 'assign':
    case 'forward_to_group':
      return action.groupId;
    case 'set_field':
      return action.code;
    case 'set_priority':
      return action.priority;
    case 'set_inquiry_type':
    case 'set_processing_type':
      return action.categoryId ?? undefined;
    case 'add_tag':
      return action.tag;
    case 'comment':
    case 'mail':
    case 'call_url':
    case 'dooray_notice':
    case 'complete':
      return undefined;
  }
};

const goesOutside = ({ mails, calls, notices }: Automation): boolean =>
  mails.length + calls.length + notices.length > 0;

/** What became of an action that goes outside: whether anything was ordered, and who or what was left out, and why. */
const outwardResult = (kind: TriggerActionKind, told: string): ActionResult => {
  const words = readWords(told);
  const ordered = words.some(({ word }) => ORDERED_WORDS.has(word));
  return { kind, result: ordered ? 'done' : 'left_out', ...(told === '' ? {} : { why: told }) };
};

/** What the evaluation says of each action, unless carrying it out found more. */
const results =
  (fired: readonly Trigger[], notDone: readonly NotDone[], told: readonly ToldAction[]): CarriedOut['resultsOf'] =>
  ({ triggerId, outcome, actions = [] }) => {
    const trigger = fired.find((each) => each.triggerId === triggerId);
    if (outcome !== 'fired' || trigger === undefined) return undefined;
    return trigger.actions.map((action, index): ActionResult => {
      const { kind } = action;
      const outward = told.find((each) => each.triggerId === triggerId && each.action === index);
      if (outward !== undefined) return outwardResult(kind, outward.word);
      const of = subjectOf(action);
      const evaluated = actions[index] ?? 'done';
      const about = kind === 'comment' ? triggerId : of;
      const met =
        evaluated === 'done'
          ? notDone.find((each) => each.kind === kind && (each.of === undefined || each.of === about))
          : undefined;
      return {
        kind,
        result: met?.result ?? evaluated,
        ...(of === undefined ? {} : { of }),
        ...(met?.why === undefined ? {} : { why: met.why }),
      };
    });
  };

/**
 * Makes of what triggers ask for one change of the ticket, which is then written as a whole or not at all: its own
 * rows, its place in the line of a group whose agents it waits for, and what is to be sent.
 */
export const carryOut =
  (deps: CarryOutDeps) =>
  async (input: CarryOut): Promise<CarriedOut> => {
    const { automation, fired, by, snapshot, context } = input;
    const [gone, { body, leftOut }] = await Promise.all([goneOf(deps, automation, snapshot), commentsOf(deps, input)]);
    const automate = (goesOut: boolean) =>
      automateTicket(
        snapshot.ticket,
        {
          automation,
          by,
          ...(body === undefined ? {} : { body }),
          definitions: snapshot.definitions,
          fields: snapshot.fields,
          gone,
          goesOutside: goesOut,
        },
        context,
      );
    const { decision, waiting, notDone } = automate(goesOutside(automation));
    const notSaid = [...notDone, ...leftOut];
    if (decision === undefined) return { resultsOf: results(fired, notSaid, []) };
    const placed = waiting === undefined ? {} : { waiting };
    if (!goesOutside(automation)) return { change: { ...decision, ...placed }, resultsOf: results(fired, notSaid, []) };
    const { facts, told, ...ordered } = await orderOutward(deps)({
      ticket: decision.ticket,
      automation,
      triggers: fired,
      // What triggers set is told as they left it.
      snapshot: { ...snapshot, fields: decision.fields ?? snapshot.fields },
      context: { at: context.at, correlationId: context.correlationId, link: by },
    });
    const resultsOf = results(fired, notSaid, told);
    // Where all of it was left out, there may be nothing to tell.
    const isSent = ordered.furtherMails.length + ordered.outward.length > 0;
    if (!isSent && automate(false).decision === undefined) return { resultsOf };
    return { change: { ...decision, ...placed, ...ordered, furtherFacts: facts }, resultsOf };
  };
