import type { Escalation } from '../../shared/domain/transfer/escalation.ts';

/** A hand-over of ticket 1 of `support` to `engineering`. */
export const anEscalation = (over: Partial<Escalation> = {}): Escalation => ({
  id: 'esc_1',
  serviceId: 'support',
  number: 1,
  targetServiceId: 'engineering',
  entryId: 'ent_1',
  title: 'Printer on fire',
  orderedBy: 'agent_1',
  orderedAt: '2026-11-22T09:00:00.000Z',
  status: 'ordered',
  correlationId: 'cor_1',
  ...over,
});
