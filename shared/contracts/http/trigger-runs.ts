import * as z from 'zod';
import { once } from '../../domain/kernel/once.ts';
import { FACT_TYPES } from '../../domain/ticket/facts.ts';
import { TRIGGER_OUTCOMES } from '../../domain/trigger/automation.ts';
import { CONDITION_OPERATORS } from '../../domain/trigger/operators.ts';
import { ACTION_RESULTS } from '../../domain/trigger/trigger-run.ts';
import { TIME_BASES, TRIGGER_ACTIONS, TRIGGER_EVENTS } from '../../domain/trigger/trigger.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { orNull, pageQuery } from './plain-values.ts';
import { ticketParams } from './ticket-shapes.ts';

const point = once(() => z.union([z.string(), z.number()]));
const side = once(() => z.union([z.string(), z.number(), z.boolean()]));
const conditionValue = once(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(point()),
    z.object({ from: point(), to: point() }),
    z.object({ amount: z.number(), unit: z.enum(['minutes', 'hours', 'days']) }),
    z.object({ before: side().exactOptional(), after: side().exactOptional() }),
  ]),
);

/** One condition as it was when it was asked. A later change of its trigger doesn't change it. */
const seenConditionDto = once(() =>
  z.object({
    /** How the groups that it stands in are matched, the outermost first. */
    groups: z.array(z.enum(['all', 'any'])),
    /** Its place in the outermost group, in the next one in it, and so on: as many numbers as groups. */
    path: z.array(z.int()),
    /** Null, as all of the following, for a field of the service’s own that the caller may not see. */
    field: orNull(z.string()),
    operator: orNull(z.enum(CONDITION_OPERATORS)),
    value: orNull(conditionValue()),
    met: z.boolean(),
    /** The ticket’s value as text, cut; null when there was none, and of texts of customers. */
    seen: orNull(z.string()),
  }),
);

const actionResultDto = once(() =>
  z.object({
    kind: z.enum(TRIGGER_ACTIONS),
    /**
     * What became of it: `done`, or why it did nothing. Beside what an evaluation says, `field_not_valid`: the value is
     * none of the field’s. `gone`: what it names is no longer there. `too_much_text`: the comment holds no more.
     * `left_out`: nothing could be sent.
     */
    result: z.enum(ACTION_RESULTS),
    /**
     * What it is about: the id of a group, agent or category, a priority, a tag, the code of a field that the caller
     * may see.
     */
    of: orNull(z.string()),
    /** In words, where the result alone doesn’t say it. */
    why: orNull(z.string()),
  }),
);

export const triggerRunDto = once(() =>
  z
    .object({
      runId: z.string(),
      at: z.string(),
      /** What was asked for: the kinds of event of what happened, or a time that came. */
      kinds: z.array(z.enum(TRIGGER_EVENTS)),
      /** Of a time that came: how many hours after what. */
      time: orNull(z.object({ since: z.enum(TIME_BASES), hours: z.number() })),
      /** What happened: a line of the log. Null for a time that came. */
      event: orNull(z.object({ id: z.string(), type: z.enum(FACT_TYPES) })),
      /** The version of the ticket that conditions were asked about. */
      version: z.int(),
      /** The same for all that followed from one thing. */
      chainId: z.string(),
      /** 0: no trigger did what happened; 1: a trigger did, and so on. */
      depth: z.int(),
      /** The line of the log that tells what triggers did; null when they did nothing. */
      madeEventId: orNull(z.string()),
      /** The triggers that listen to what happened, in their order. */
      considered: z.array(
        z.object({
          triggerId: z.string(),
          /** As it was then. */
          name: z.string(),
          version: z.int(),
          outcome: z.enum(TRIGGER_OUTCOMES),
          /** Depth first; empty where none was asked. */
          conditions: z.array(seenConditionDto()),
          /** In the order of the trigger’s actions; empty when it didn’t fire. */
          actions: z.array(actionResultDto()),
        }),
      ),
      /** How many more were considered for which the trace had no room. */
      more: z.int(),
    })
    .meta({ id: 'TriggerRun' }),
);

export const listTriggerRuns = defineOperation({
  operationId: 'listTriggerRuns',
  summary: 'Which triggers were considered on a ticket, what they saw and did, newest first; kept for 90 days',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/trigger-runs',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: () => z.strictObject({ ...pageQuery, limit: z.int().min(1).max(50).default(20) }),
  body: null,
  response: {
    status: 200,
    schema: () =>
      z.object({ runs: z.array(triggerRunDto()), nextCursor: orNull(z.string()) }).meta({ id: 'TriggerRunPage' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found'],
});

export const triggerRunOperations = { listTriggerRuns } as const;
