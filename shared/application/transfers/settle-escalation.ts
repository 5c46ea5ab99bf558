import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { safeFileName } from '../../domain/mail/file-name.ts';
import type { MessageBody } from '../../domain/ticket/decision.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import {
  type EscalationDecision,
  finishEscalation,
  giveUpEscalation,
  handOver,
  tellWithdrawal,
} from '../../domain/transfer/escalate-ticket.ts';
import { type Escalation, isOpen, nextStep } from '../../domain/transfer/escalation.ts';
import { forEachAtMost } from '../live/at-most.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { EscalationRepository } from '../ports/escalations.ts';
import type { Backoff, ClockAndIds, Log } from '../ports/platform.ts';
import type { TicketChange, TicketRepository } from '../ports/tickets.ts';
import type { UploadBucket } from '../ports/writing.ts';
import { decideAndSave, decisionContext } from '../tickets/change-ticket.ts';
import { findTarget } from './escalation-targets.ts';

export type SettleEscalationDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'findEntry' | 'nextNumber' | 'save'>;
  readonly escalations: EscalationRepository;
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly bucket: Pick<UploadBucket, 'copy'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
  readonly log: Log;
};

/** A ticket on which something happened that an escalation may go on by. */
export type EscalationNews = { readonly serviceId: string; readonly number: number; readonly correlationId: string };

type EscalationPlace = Pick<Escalation, 'serviceId' | 'number' | 'id'>;
/** No ticket changes by it: there is nothing to do, or only the escalation's own row is to be ended. */
type NoChange =
  | { readonly code: 'nothing_to_do' }
  | { readonly code: 'ends'; readonly before: Escalation; readonly after: Escalation };

const FILES_AT_ONCE = 2;

/**
 * Brings both sides of an escalation to where they belong, one step at a time. What happened is not asked, only what
 * stands there now: so news that come twice, late, out of order or never lead to the same end, and so does a run that
 * is killed between any two of its calls. Both tickets of a hand-over are written in one transaction.
 */
export const settleEscalations = (deps: SettleEscalationDeps) => {
  /** The files of the entry as those of the issue ticket: it keeps them whatever becomes of the ticket's own. */
  const copied = async (
    attachments: readonly Attachment[],
    { serviceId, number }: Pick<Ticket, 'serviceId' | 'number'>,
  ): Promise<readonly Attachment[]> => {
    const copyOf = (file: Attachment): Attachment => ({
      ...file,
      key: `${serviceId}/${number}/${file.id}/${safeFileName(file.name)}`,
    });
    await forEachAtMost(FILES_AT_ONCE, attachments, (file) => deps.bucket.copy(file.key, copyOf(file).key));
    return attachments.map(copyOf);
  };

  const bodyFor = async (
    { serviceId, number, entryId }: Escalation,
    issue: Pick<Ticket, 'serviceId' | 'number'>,
  ): Promise<MessageBody> => {
    const entry = await deps.tickets.findEntry(serviceId, number, entryId);
    if (entry === undefined) throw new Error(`Ticket ${number} of ${serviceId} has no entry ${entryId} to hand over`);
    return { html: entry.html, text: entry.text, attachments: await copied(entry.attachments, issue) };
  };

  const decide = async (
    escalation: Escalation,
    contextNow: () => ReturnType<typeof decisionContext>,
  ): Promise<Result<EscalationDecision & Pick<TicketChange, 'alongside'>, NoChange | TicketRefusal>> => {
    const { serviceId, number, targetServiceId, targetNumber, id } = escalation;
    const [ticket, issue] = await Promise.all([
      deps.tickets.find(serviceId, number),
      targetNumber === undefined ? undefined : deps.tickets.find(targetServiceId, targetNumber),
    ]);
    const ends = (status: 'finished' | 'withdrawn' | 'failed', over: Partial<Escalation> = {}) =>
      err({
        code: 'ends' as const,
        before: escalation,
        after: { ...escalation, status, endedAt: deps.clock.now().toISOString(), ...over },
      });
    switch (nextStep(escalation, ticket, issue)) {
      case 'nothing':
        return err({ code: 'nothing_to_do' });
      case 'give_up':
        return ticket?.transferring === id
          ? ok(giveUpEscalation(ticket, escalation, 'ticket_moved', contextNow()))
          : ends('failed', { failure: 'ticket_moved' });
      case 'hand_over': {
        if ((await findTarget(deps.directory, serviceId, targetServiceId)) === undefined)
          return ok(giveUpEscalation(ticket!, escalation, 'target_gone', contextNow()));
        const there = { serviceId: targetServiceId, number: await deps.tickets.nextNumber(targetServiceId) };
        const body = await bodyFor(escalation, there);
        const context = decisionContext(deps.clock, escalation.correlationId);
        return handOver(ticket!, escalation, { number: there.number, body, context }, contextNow());
      }
      case 'finish': {
        const finished = finishEscalation(ticket!, escalation, contextNow());
        return finished.ok ? finished : ends('finished');
      }
      case 'tell_withdrawal':
        return issue === undefined ? ends('withdrawn') : ok(tellWithdrawal(issue, escalation, contextNow()));
    }
  };

  const settle = async (place: EscalationPlace, correlationId: string): Promise<void> => {
    const what = `escalation ${place.id} of ticket ${place.number} of ${place.serviceId}`;
    for (;;) {
      const outcome = await decideAndSave<NoChange | TicketRefusal>(
        deps,
        { correlationId, what },
        async (contextNow) => {
          const escalation = await deps.escalations.find(place.serviceId, place.number, place.id);
          return escalation === undefined ? err({ code: 'nothing_to_do' }) : decide(escalation, contextNow);
        },
      );
      if (outcome.ok) {
        const { status, targetServiceId, targetNumber } = outcome.value.escalation!.after;
        deps.log.info('escalation_settled', { ...place, status, targetServiceId, targetNumber });
        continue;
      }
      const refusal = outcome.error;
      if (refusal.code === 'nothing_to_do') return;
      if (refusal.code !== 'ends') throw new Error(`The ${what} was refused with ${refusal.code}`);
      // Somebody else may have brought it further since: then it is looked at again.
      await deps.escalations.end(refusal.before, refusal.after);
    }
  };

  return async ({ serviceId, number, correlationId }: EscalationNews): Promise<void> => {
    const ticket = await deps.tickets.find(serviceId, number);
    const origin = ticket?.origin;
    if (origin?.escalationId !== undefined)
      await settle({ serviceId: origin.serviceId, number: origin.number, id: origin.escalationId }, correlationId);
    for (const escalation of await deps.escalations.list(serviceId, number))
      if (isOpen(escalation)) await settle(escalation, correlationId);
  };
};
