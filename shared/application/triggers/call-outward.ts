import { factOn } from '../../domain/ticket/facts.ts';
import { attemptCall, type OutwardCall, reasonOf, settleCall } from '../../domain/trigger/outward-call.ts';
import { secretContext } from '../../domain/trigger/trigger-secrets.ts';
import type { Vault } from '../ports/confidential.ts';
import type { HookPace, OutwardAddress, OutwardPost, OutwardRepository } from '../ports/outward.ts';
import type { ClockAndIds, Log } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';

export type CallOutwardDeps = {
  readonly outward: Pick<OutwardRepository, 'find' | 'save'>;
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly post: OutwardPost;
  readonly pace: HookPace;
  readonly clockAndIds: ClockAndIds;
  readonly log: Log;
};
export type CallRequest = OutwardAddress & { readonly correlationId: string };
/** `held`: the queue is to bring the message again after so many seconds, which counts as no try. */
export type CallOutcome = { readonly kind: 'done' } | { readonly kind: 'held'; readonly seconds: number };

const DONE: CallOutcome = { kind: 'done' };
/** Seconds until a message looks again that met another one at work, or that waits for its hook's second. */
const SOON: CallOutcome = { kind: 'held', seconds: 1 };

/** Where a call goes, in plain, and what signs it. */
type Target = { readonly url: string; readonly secret?: string };
const targetOf = async (
  vault: Pick<Vault, 'open'>,
  { id, serviceId, trigger: { triggerId }, url, sealedSecret, sealedHook }: OutwardCall,
): Promise<Target> => {
  const owner = { serviceId, triggerId };
  if (sealedHook !== undefined) return { url: await vault.open(secretContext(owner), sealedHook) };
  if (url === undefined) throw new Error(`The call ${id} has neither an address nor a hook`);
  return sealedSecret === undefined ? { url } : { url, secret: await vault.open(secretContext(owner), sealedSecret) };
};

/**
 * Makes one call of a trigger, once as far as the desk can know. Its row says `calling` before the receiver is asked,
 * and what was answered afterwards. A machine that dies in between leaves `calling`: after CALLING_SECONDS the receiver
 * is asked again, with the same id. What nobody takes is tried again, for a day.
 */
export const callOutward =
  (deps: CallOutwardDeps) =>
  async (request: CallRequest): Promise<CallOutcome> => {
    const { outward, tickets, clockAndIds, log } = deps;
    const { serviceId, number, outwardId } = request;
    const ids = { serviceId, number, outwardId };
    const call = await outward.find(request);
    if (call === undefined) {
      if ((await tickets.find(serviceId, number)) !== undefined)
        throw new Error(`There is no call ${outwardId} of ticket ${String(number)} in ${serviceId}`);
      log.info('outward_erased', ids);
      return DONE;
    }
    const attempt = attemptCall(call, clockAndIds.now());
    if (attempt.kind === 'over') return DONE;
    if (attempt.kind === 'held') return attempt;
    const target = await targetOf(deps.vault, call);
    if (call.kind === 'notice') {
      const wait = await waitForHook(deps, call, target.url);
      if (wait !== undefined) return wait;
    }
    // The time of asking counts, not that of opening secrets.
    const taken: OutwardCall = { ...attempt.taken, attemptedAt: clockAndIds.now().toISOString() };
    if (!(await outward.save(taken, call))) return SOON;
    const result = await deps.post.post({ ...target, body: call.body, id: call.id, attempt: taken.attempts });
    return settle(deps, request, taken, settleCall(taken, result, clockAndIds.now()));
  };

/** A notice takes its hook's present second, or a place behind the others that wait for the hook. */
const waitForHook = async (
  { pace, outward, clockAndIds }: CallOutwardDeps,
  call: OutwardCall,
  hook: string,
): Promise<CallOutcome | undefined> => {
  const now = clockAndIds.now();
  if (await pace.take(hook, now)) return undefined;
  if (call.nextAt !== undefined) return SOON;
  const nextAt = await pace.reserve(hook, now);
  await outward.save({ ...call, nextAt: nextAt.toISOString() }, call);
  return { kind: 'held', seconds: Math.max(1, Math.ceil((nextAt.getTime() - now.getTime()) / 1000)) };
};

const settle = async (
  { outward, tickets, clockAndIds, log }: CallOutwardDeps,
  { serviceId, number, correlationId }: CallRequest,
  taken: OutwardCall,
  next: OutwardCall,
): Promise<CallOutcome> => {
  const because = reasonOf(next);
  const said = { serviceId, number, outwardId: next.id, kind: next.kind, attempts: next.attempts, because };
  if (next.status === 'failed') {
    const ticket = await tickets.find(serviceId, number);
    const fact =
      ticket &&
      factOn(ticket, {
        id: clockAndIds.newId('evt'),
        type: 'outward_failed',
        at: clockAndIds.now().toISOString(),
        actor: { kind: 'system' },
        changes: {},
        outwardId: next.id,
        trigger: next.trigger,
        ...(because === undefined ? {} : { reason: because }),
        correlationId,
      });
    await outward.save(next, taken, fact);
    log.error('outward_given_up', said);
    return DONE;
  }
  // False when another message was faster, after this one took too long: it goes on from what it wrote.
  await outward.save(next, taken);
  if (next.status === 'done') {
    log.info('outward_called', said);
    return DONE;
  }
  log.warn('outward_not_taken', { ...said, nextAt: next.nextAt });
  const seconds = (Date.parse(next.nextAt!) - clockAndIds.now().getTime()) / 1000;
  return { kind: 'held', seconds: Math.max(1, Math.ceil(seconds)) };
};
