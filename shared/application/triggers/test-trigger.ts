import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Change, Fact, FactActor, FactType, TrackedField } from '../../domain/ticket/facts.ts';
import { factOn } from '../../domain/ticket/facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { TriggerOccasion, TriggerOutcome, TriggerSnapshot } from '../../domain/trigger/automation.ts';
import { checkTrigger } from '../../domain/trigger/check-trigger.ts';
import type { CompilePattern } from '../../domain/trigger/known-to-triggers.ts';
import { compileTriggers } from '../../domain/trigger/compile-triggers.ts';
import { occasionOf } from '../../domain/trigger/occasion-of.ts';
import { runTriggers } from '../../domain/trigger/run-triggers.ts';
import {
  type Condition,
  type ConditionGroup,
  isGroup,
  type Trigger,
  type TriggerEventKind,
} from '../../domain/trigger/trigger.ts';
import type { TriggerRefusal } from '../../domain/trigger/trigger-refusal.ts';
import { withSecret } from '../../domain/trigger/trigger-secrets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TriggerSettings } from './create-trigger.ts';
import { type ExampleOfTicket, ticketOfExample } from './example-ticket.ts';
import { type KnownDeps, readKnown } from './known-to-triggers.ts';
import type { CarryOutDeps } from './carry-out.ts';
import { type ActionPreview, previewActions } from './preview-actions.ts';
import { readSnapshotSettings, type SnapshotDeps, snapshotOf, type SnapshotSettings } from './read-snapshot.ts';
import { sanitizeActions, type TakeActionsDeps } from './take-actions.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import { decisionContext } from '../tickets/change-ticket.ts';
import { NO_MAILS } from '../../domain/trigger/mail-rules.ts';

/** What a test supposes to have happened to the ticket. */
export type Supposed = {
  readonly kind: TriggerEventKind;
  readonly entryText?: string;
  readonly changes: Readonly<Partial<Record<TrackedField, Change>>>;
  readonly fieldChanges: Readonly<Record<string, Change>>;
  /** Default: the desk itself. */
  readonly actor?: FactActor['kind'];
};
export type TestTriggerInput = Omit<TriggerSettings, 'name' | 'active'> & {
  readonly serviceId: string;
  readonly correlationId: string;
  readonly name?: string;
  /** The ticket, or an example of one. */
  readonly number?: number;
  readonly example?: ExampleOfTicket;
  /** Absent: the trigger's own event, without a change. */
  readonly happened?: Supposed;
  /** Default: now. */
  readonly at?: string;
};
export type TestTriggerDeps = KnownDeps &
  TakeActionsDeps &
  CarryOutDeps &
  Omit<SnapshotDeps, 'directory' | 'tickets' | 'clock'> & {
    readonly clock: ClockAndIds;
    readonly directory: Pick<DeskDirectory, 'findService'>;
    readonly tickets: Pick<TicketRepository, 'find' | 'findFields' | 'findEntry'>;
    readonly patternsOf: (triggers: readonly Pick<Trigger, 'conditions'>[]) => Promise<CompilePattern>;
  };

/** `not_this_event`: the trigger doesn't listen to what happened. */
export type TestOutcome = TriggerOutcome | 'not_this_event';
export type TestedCondition = Pick<Condition, 'field' | 'operator'> & {
  readonly pointer: string;
  readonly met: boolean;
  readonly seen?: string;
};
export type TriggerTest = {
  readonly outcome: TestOutcome;
  readonly conditions: readonly TestedCondition[];
  readonly actions: readonly ActionPreview[];
};
type Refused = Extract<TriggerRefusal, { code: 'trigger_not_valid' }> | TicketNotFound;

/** Tries triggers, with what its function has anyway; tickets and what evaluates triggers are its own. */
export type TriggerTests = {
  run(
    deps: Omit<TestTriggerDeps, 'tickets' | 'customers' | 'mailCounts' | 'patternsOf'>,
    input: TestTriggerInput,
  ): Promise<Result<TriggerTest, Refused>>;
};

/** A fact of each kind of event, as the desk writes it. */
const FACT_OF: Readonly<Record<Exclude<TriggerEventKind, 'hours_since'>, FactType>> = {
  ticket_created: 'ticket_created',
  ticket_updated: 'ticket_edited',
  status_changed: 'ticket_restored',
  customer_replied: 'customer_replied',
  agent_replied: 'ticket_resolved',
  ticket_assigned: 'ticket_forwarded',
  ticket_transferred: 'ticket_transferred',
};

/** The conditions with where they stand, groups flattened depth first. */
const flattened = (
  { conditions }: ConditionGroup,
  pointer = '#/conditions',
): readonly { readonly pointer: string; readonly condition: Condition }[] =>
  conditions.flatMap((each, index) => {
    const at = `${pointer}/conditions/${index}`;
    return isGroup(each) ? flattened(each, at) : [{ pointer: at, condition: each }];
  });

/** What is asked for when this happened; a fact of it, unless time alone went by. */
const suppose = (
  ticket: Ticket,
  { event }: Pick<Trigger, 'event'>,
  { kind, changes, fieldChanges, actor = 'system' }: Omit<Supposed, 'entryText'>,
  { at, correlationId }: { readonly at: string; readonly correlationId: string },
): { readonly occasion: TriggerOccasion; readonly fact?: Fact } => {
  if (kind === 'hours_since')
    return {
      occasion:
        event.kind === 'hours_since'
          ? { kinds: ['hours_since'], since: event.since, hours: event.hours }
          : { kinds: ['hours_since'], since: 'created', hours: 1 },
    };
  const fact = factOn(ticket, {
    id: 'evt_test',
    type: FACT_OF[kind],
    at,
    actor: actor === 'agent' ? { kind: actor, id: 'agent_example' } : { kind: actor },
    changes,
    fieldChanges,
    correlationId,
  });
  return { occasion: { kinds: [...new Set([kind, ...occasionOf(fact).kinds])] }, fact };
};

/**
 * Says what a trigger would do to a ticket, as it stands in a form. It is evaluated as a trigger in use is, alone; what
 * the service's other triggers would do before it is not looked at. Writes nothing and sends nothing.
 */
export const testTrigger = (deps: TestTriggerDeps) => {
  const known = readKnown(deps);
  const readSettings = readSnapshotSettings(deps);
  const read = snapshotOf(deps);

  const ofNumber = async (
    { serviceId, happened }: TestTriggerInput,
    number: number,
    settings: SnapshotSettings,
  ): Promise<Result<TriggerSnapshot, Refused>> => {
    const ticket = await deps.tickets.find(serviceId, number);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    const newest = happened?.entryText === undefined ? ticket.lastEntry?.id : undefined;
    return ok(await read({ ticket, settings, ...(newest === undefined ? {} : { entryId: newest }) }));
  };
  const ofExample = (example: ExampleOfTicket, settings: SnapshotSettings): Result<TriggerSnapshot, Refused> => {
    const now = deps.clock.now().toISOString();
    const { errors, ...made } = ticketOfExample(settings.service, settings.definitions, example, now);
    return errors.length > 0 ? err({ code: 'trigger_not_valid', errors }) : ok({ ...made, ...settings, now });
  };

  return async (input: TestTriggerInput): Promise<Result<TriggerTest, Refused>> => {
    const { serviceId, event, mode, conditions, happened, number, example = {} } = input;
    const taken = sanitizeActions(await deps.richText.sanitizer(), deps.namesPrivateAddress)(input.actions);
    if (!taken.ok) return taken;
    const trigger: Trigger = {
      serviceId,
      triggerId: 'test',
      version: 1,
      name: input.name ?? 'test',
      active: true,
      order: 0,
      event,
      // Without something that happened there is no change to look for.
      mode: happened === undefined ? 'always' : mode,
      conditions,
      // An action is evaluated alike with any secret.
      actions: taken.value.map(({ action }) =>
        withSecret(action, action.kind === 'call_url' || action.kind === 'dooray_notice' ? 'none' : undefined),
      ),
    };
    const [settings, names, compile] = await Promise.all([
      readSettings(serviceId),
      known(serviceId),
      deps.patternsOf([trigger]),
    ]);
    const errors = checkTrigger(trigger, names, compile);
    if (errors.length > 0) return err({ code: 'trigger_not_valid', errors });
    const stands = number === undefined ? ofExample(example, settings) : await ofNumber(input, number, settings);
    if (!stands.ok) return stands;

    const now = input.at === undefined ? stands.value.now : new Date(input.at).toISOString();
    const supposed = happened ?? { kind: event.kind, changes: {}, fieldChanges: {} };
    const { occasion, fact } = suppose(stands.value.ticket, trigger, supposed, {
      at: now,
      correlationId: input.correlationId,
    });
    const snapshot: TriggerSnapshot = {
      ...stands.value,
      now,
      ...(fact && { fact }),
      ...(happened?.entryText === undefined ? {} : { entryText: happened.entryText }),
    };
    const run = (one: Trigger) =>
      runTriggers(compileTriggers([one], names, compile), occasion, snapshot, {
        chainId: 'test',
        depth: 0,
        fired: [],
      });
    const tested = run(trigger);
    const [considered] = tested.considered;
    const asked = flattened(conditions);
    // What the actions would do is worth knowing as well when the conditions are not met.
    const fires =
      considered?.outcome === 'fired'
        ? tested
        : run({ ...trigger, mode: 'always', conditions: { match: 'all', conditions: [] } });
    // Nobody was mailed about an example, whatever number it has.
    const mailCounts = number === undefined ? { find: async () => NO_MAILS } : deps.mailCounts;
    const actions = await previewActions({ ...deps, mailCounts })({
      trigger,
      run: fires,
      snapshot,
      people: names,
      context: { ...decisionContext(deps.clock, input.correlationId), at: now },
    });
    return ok({
      outcome: considered?.outcome ?? 'not_this_event',
      conditions: (considered?.conditions ?? []).map(({ met, seen }, index) => {
        const { pointer, condition } = asked[index]!;
        const { field, operator } = condition;
        return { pointer, field, operator, met, ...(seen === undefined ? {} : { seen }) };
      }),
      actions,
    });
  };
};
