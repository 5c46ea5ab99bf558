import type { Agent } from '../../domain/desk/agent.ts';
import { factOn, type Fact } from '../../domain/ticket/facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Automation, TriggerSnapshot } from '../../domain/trigger/automation.ts';
import type { OutwardCall } from '../../domain/trigger/outward-call.ts';
import { tellWords, type OutwardWord } from '../../domain/trigger/told-outward.ts';
import type { TriggerAction } from '../../domain/trigger/trigger.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { TriggeredChange } from '../ports/tickets.ts';
import { orderCall } from './order-call.ts';
import { orderMails, type OrderMailsDeps } from './order-mails.ts';
import type { FiredTrigger, OutwardContext, ToldAction } from './outward-order.ts';

export type OrderOutwardDeps = OrderMailsDeps & { readonly clock: Pick<ClockAndIds, 'newId'> };

export type OrderOutwardInput = {
  /** As the change leaves it: with its next version, and what the triggers set. */
  readonly ticket: Ticket;
  readonly automation: Pick<Automation, 'mails' | 'calls' | 'notices'>;
  /** All that fired. */
  readonly triggers: readonly FiredTrigger[];
  readonly snapshot: Pick<TriggerSnapshot, 'service' | 'fields' | 'definitions' | 'fact'>;
  readonly context: OutwardContext;
};

export type OrderedOutward = Pick<TriggeredChange, 'mailCounts'> &
  Required<Pick<TriggeredChange, 'furtherEntries' | 'furtherMails' | 'outward'>> & {
    /** They make no version; `TicketChange.furtherFacts`. */
    readonly facts: readonly Fact[];
    readonly told: readonly ToldAction[];
  };

/** Calls and notices of one change. With ten mails they are fifty of the hundred rows that a transaction takes. */
export const CALLS_OF_A_RUN = 10;

/**
 * What the triggers that fired send outside, as rows of the change that says what else they did: entries and mails for
 * send-mail, calls and notices for call-urls, and the facts whose events wake both. Nothing is sent here.
 */
export const orderOutward =
  (deps: OrderOutwardDeps) =>
  async (input: OrderOutwardInput): Promise<OrderedOutward> => {
    const { ticket, automation, triggers, snapshot, context } = input;
    const assignee = memo(async (): Promise<Agent | undefined> =>
      ticket.assigneeId === undefined ? undefined : deps.directory.findAgent(ticket.serviceId, ticket.assigneeId),
    );
    const mailed = await orderMails(deps)({ ticket, mails: automation.mails, triggers, snapshot, context, assignee });
    const outward: OutwardCall[] = [];
    const facts: Fact[] = [];
    const told: ToldAction[] = [];
    for (const [kind, actions] of [
      ['call', automation.calls],
      ['notice', automation.notices],
    ] as const)
      for (const { triggerId, action } of actions) {
        const trigger = triggers.find((each) => each.triggerId === triggerId);
        if (trigger === undefined) throw new Error(`Trigger ${triggerId} is not among those that fired`);
        const tell = (word: OutwardWord) => told.push({ triggerId, action, word: tellWords([word]) });
        if (outward.length >= CALLS_OF_A_RUN) {
          tell('too_many_at_once');
          continue;
        }
        if (lacksHook(trigger.actions[action])) {
          tell('no_hook');
          continue;
        }
        const call = orderCall(
          { ...snapshot, ticket, trigger, chain: context.link, id: deps.clock.newId('out'), at: context.at },
          { action, correlationId: context.correlationId, assignee: await assignee() },
        );
        outward.push(call);
        facts.push(
          factOn(ticket, {
            id: deps.clock.newId('evt'),
            type: 'outward_ordered',
            at: context.at,
            actor: { kind: 'system' },
            changes: {},
            outwardId: call.id,
            trigger: call.trigger,
            correlationId: context.correlationId,
          }),
        );
        tell(`${kind}_ordered`);
      }
    return {
      furtherEntries: mailed.entries,
      furtherMails: mailed.mails,
      ...(mailed.counts === undefined ? {} : { mailCounts: mailed.counts }),
      outward,
      facts: [...mailed.facts, ...facts],
      told: [...mailed.told, ...told],
    };
  };

const lacksHook = (action: TriggerAction | undefined): boolean =>
  action?.kind === 'dooray_notice' && action.sealedHook === undefined;

/** Asks once, and only when somebody wants to know. */
const memo = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
};
