import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import {
  type AutomationCursor,
  type AutomationRefusal,
  type AutomationStep,
  TRACE_DAYS,
} from '../../application/ports/automation.ts';
import { once } from '../../domain/kernel/once.ts';
import { FACT_TYPES } from '../../domain/ticket/facts.ts';
import { TRIGGER_OUTCOMES } from '../../domain/trigger/automation.ts';
import { ACTION_RESULTS, type TracedTrigger, type TriggerTrace } from '../../domain/trigger/trigger-run.ts';
import { type LateTime, POINT_KEPT, type TimePoint } from '../../domain/trigger/time-line.ts';
import { TIME_BASES, TRIGGER_ACTIONS, TRIGGER_EVENTS } from '../../domain/trigger/trigger.ts';
import { automationKey, lateTimeKey, timePointKey, traceKey } from './keys.ts';
import { epochSeconds, has, NOT_THERE, rows, type Table } from './rows.ts';
import { storedCondition } from './stored-condition.ts';
import type { Guarded } from './write-transaction.ts';

type Expiring = { readonly expiresAt: number };
type Place = Pick<AutomationCursor, 'serviceId' | 'number'>;

export const cursorRows = rows<AutomationCursor & Expiring, Place>({
  entity: 'automation',
  key: ({ serviceId, number }) => automationKey(serviceId, number),
  schema: () =>
    z.object({
      serviceId: z.string(),
      number: z.int().positive(),
      version: z.int().nonnegative(),
      revision: z.int().positive(),
      chains: z.record(z.string(), z.array(z.string())),
      expiresAt: z.int(),
    }),
});

const tracedSchema = once(() =>
  z.array(
    z.object({
      triggerId: z.string(),
      name: z.string(),
      version: z.int(),
      outcome: z.enum(TRIGGER_OUTCOMES),
      conditions: z
        .array(
          storedCondition().extend({
            met: z.boolean(),
            seen: z.string().exactOptional(),
            groups: z.array(z.enum(['all', 'any'])),
            path: z.array(z.int()),
          }),
        )
        .exactOptional(),
      actions: z
        .array(
          z.object({
            kind: z.enum(TRIGGER_ACTIONS),
            result: z.enum(ACTION_RESULTS),
            of: z.string().exactOptional(),
            why: z.string().exactOptional(),
          }),
        )
        .exactOptional(),
    }),
  ),
);

/** Characters up to which a list is kept as text: deflated it would cost as many write units. */
const TEXT_LENGTH = 400;

const pack = (considered: readonly TracedTrigger[]): string | Uint8Array => {
  const text = JSON.stringify(considered);
  return text.length <= TEXT_LENGTH ? text : new Uint8Array(deflateRawSync(text));
};
const packedSchema = () =>
  z
    .union([z.string(), z.instanceof(Uint8Array)])
    .transform((packed, context): unknown => {
      try {
        return JSON.parse(typeof packed === 'string' ? packed : inflateRawSync(packed).toString());
      } catch {
        context.addIssue({ code: 'custom', message: 'can’t be unpacked' });
        return z.NEVER;
      }
    })
    .pipe(tracedSchema());

const occasionSchema = () =>
  z.union([
    z.strictObject({
      kinds: z.tuple([z.literal('hours_since')]),
      since: z.enum(TIME_BASES),
      hours: z.number(),
    }),
    z.strictObject({ kinds: z.array(z.enum(TRIGGER_EVENTS).exclude(['hours_since'])) }),
  ]);

/** The lists of conditions and actions, which repeat themselves, are deflated to a quarter or less. */
export const traceRows = rows<TriggerTrace & Expiring, Place & Pick<TriggerTrace, 'runId'>>({
  entity: 'trigger_run',
  key: ({ serviceId, number, runId }) => traceKey(serviceId, number, runId),
  schema: () =>
    z.object({
      serviceId: z.string(),
      number: z.int().positive(),
      runId: z.string(),
      at: z.string(),
      occasion: occasionSchema(),
      fact: z.object({ id: z.string(), type: z.enum(FACT_TYPES) }).exactOptional(),
      version: z.int().positive(),
      chainId: z.string(),
      depth: z.int().nonnegative(),
      madeFactId: z.string().exactOptional(),
      considered: packedSchema(),
      more: z.int().nonnegative(),
      expiresAt: z.int(),
    }),
  toStored: ({ considered, ...trace }) => ({ ...trace, considered: pack(considered) }),
});

const KEPT = TRACE_DAYS * 24 * 60 * 60;

const POINT_KEPT_SECONDS = POINT_KEPT / 1000;

export const pointRows = rows<TimePoint & Expiring, TimePoint>({
  entity: 'time_point',
  key: timePointKey,
  schema: () =>
    z.object({
      serviceId: z.string(),
      since: z.enum(TIME_BASES),
      at: z.string(),
      number: z.int().positive(),
      factId: z.string(),
      expiresAt: z.int(),
    }),
});

export const lateRows = rows<LateTime & Expiring, LateTime>({
  entity: 'late_time',
  key: lateTimeKey,
  schema: () =>
    z.object({
      serviceId: z.string(),
      since: z.enum(TIME_BASES),
      hours: z.number(),
      at: z.string(),
      number: z.int().positive(),
      factId: z.string(),
      lookAt: z.string(),
      expiresAt: z.int(),
    }),
});

/** The writes of a step: the cursor, if nobody has moved it since, and each trace, if it isn't there. */
export const automationWrites = (
  sessions: Pick<Table, 'TableName'>,
  { before, after, traces, points = [], late = [] }: AutomationStep,
  now: Date,
): readonly Guarded<AutomationRefusal>[] => {
  const expiresAt = epochSeconds(now) + KEPT;
  return [
    {
      write: cursorRows.putIf(sessions, cursorIs(before), { ...after, expiresAt }),
      refuse: () => ({ code: 'automation_conflict' }),
    },
    ...traces.map((trace): Guarded<AutomationRefusal> => ({
      write: traceRows.create(sessions, { ...trace, expiresAt }),
      refuse: () => ({ code: 'trigger_run_exists', runId: trace.runId }),
    })),
    ...points.map((point) => ({
      write: pointRows.put(sessions, {
        ...point,
        expiresAt: epochSeconds(new Date(point.at)) + POINT_KEPT_SECONDS,
      }),
    })),
    ...late.map((time) => ({
      write: lateRows.put(sessions, {
        ...time,
        expiresAt: epochSeconds(new Date(time.lookAt)) + POINT_KEPT_SECONDS,
      }),
    })),
  ];
};

const cursorIs = (before: AutomationCursor | undefined) =>
  before === undefined ? NOT_THERE : has({ revision: before.revision });
