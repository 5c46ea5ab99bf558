import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { ringCall } from '../../shared/application/calls/ring-call.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';

/** What a schedule gives. */
const ringSchema = z.object({
  serviceId: z.string().min(1),
  number: z.int().positive(),
  callId: z.string().min(1),
  at: z.iso.datetime(),
});

/** Seconds that a run waits for the time of a call that came early: clocks of AWS differ by less. */
const PATIENCE = 20;

type Deps = Parameters<typeof ringCall>[0] & { readonly wait: (seconds: number) => Promise<void> };

/**
 * A due call → records that it is due. One that came early waits for its time, one that came far too early or failed is
 * tried again after one minute and after two, then a dead letter.
 */
export const createHandler = (deps: Deps) => {
  const ring = ringCall(deps);
  return async (given: unknown): Promise<void> => {
    const call = ringSchema.parse(given);
    const early = await ring(call);
    if (early.kind === 'done') return;
    if (early.seconds <= PATIENCE) {
      await deps.wait(early.seconds);
      if ((await ring(call)).kind === 'done') return;
    }
    throw new Error(`Call ${call.callId} came ${early.seconds} seconds before its time`);
  };
};

const env = z.object({ DESK_TABLE: z.string().min(1) });

export const container = () => {
  const { DESK_TABLE: deskTable } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const clock = systemClockAndIds();
  return {
    log: powertoolsLog(),
    clock,
    backoff,
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: clock.now }),
    calls: dynamoCallRepository({ client, deskTable, backoff }),
    wait: (seconds: number) => pause(seconds * 1000),
  };
};

export const handler = serve(container, createHandler);
