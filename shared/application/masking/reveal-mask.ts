import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { maskingOf } from '../../domain/masking/change-entry.ts';
import { wordsOf, type MaskRefusal } from '../../domain/masking/mask-entry.ts';
import { mayUnmask } from '../../domain/desk/permissions.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import { viewedFact } from '../../domain/ticket/facts.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { ViewingLog } from '../ports/confidential.ts';
import { decisionContext } from '../tickets/change-ticket.ts';
import { readWritten, type WrittenEntryDeps } from './written-entry.ts';

export type RevealMaskDeps = WrittenEntryDeps & { readonly viewings: ViewingLog; readonly clock: ClockAndIds };
export type RevealMaskInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly entryId: string;
  readonly maskId: string;
  readonly agent: Agent;
  readonly correlationId: string;
};

/** Returns the text that a mask hides, to agents who may see it. The viewing is logged first; the mask stays. */
export const revealMask =
  (deps: RevealMaskDeps) =>
  async ({
    agent,
    maskId,
    correlationId,
    ...place
  }: RevealMaskInput): Promise<Result<string, MaskRefusal | Extract<TicketRefusal, { code: 'ticket_not_found' }>>> => {
    const { serviceId, number, entryId } = place;
    const [ticket, found] = await Promise.all([
      deps.tickets.find(serviceId, number),
      deps.tickets.findEntry(serviceId, number, entryId),
    ]);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    if (found === undefined) return err({ code: 'entry_not_found', entryId });
    const maskIn = (entry: Entry) => maskingOf(entry).masks.find(({ id }) => id === maskId);
    if (maskIn(found) === undefined) return err({ code: 'mask_not_found', maskId });
    if (!mayUnmask(agent)) return err({ code: 'unmask_not_allowed' });
    const read = await readWritten(deps)(place);
    if (!read.ok) return read;
    const { entry, written } = read.value;
    // The mask may have been removed since it was read.
    const mask = maskIn(entry);
    if (mask === undefined) return err({ code: 'mask_not_found', maskId });
    const { id, start, end } = mask;
    const recorded = await deps.viewings.record(
      viewedFact('masked_viewed', ticket, agent.agentId, decisionContext(deps.clock, correlationId), {
        entryId,
        masks: [{ id, start, end }],
      }),
    );
    return recorded ? ok(wordsOf(written.html, [mask])[0]!) : err({ code: 'ticket_not_found', number });
  };
