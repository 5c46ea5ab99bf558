import type { Moment } from '../../domain/ticket/decision.ts';
import type { ClockAndIds } from '../ports/platform.ts';

/** Time and fresh ids for one decision. A decision that is taken again takes a new one. */
export const momentOf = (clock: ClockAndIds, correlationId: string): Moment => ({
  at: clock.now().toISOString(),
  factId: clock.newId('evt'),
  entryId: clock.newId('ent'),
  mailId: clock.newId('mail'),
  correlationId,
});
