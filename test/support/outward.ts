import type { OutwardCall } from '../../shared/domain/trigger/outward-call.ts';
import type { Trigger } from '../../shared/domain/trigger/trigger.ts';

/** A call of a trigger, just ordered. */
export const anOutwardCall = (over: Partial<OutwardCall> = {}): OutwardCall => ({
  id: 'out_1',
  serviceId: 'support',
  number: 1024,
  kind: 'call',
  trigger: { triggerId: 'trg_1', name: 'Tell the shop' },
  triggerVersion: 1,
  action: 0,
  ...(over.sealedHook === undefined ? { url: 'https://shop.example.com/calls' } : {}),
  body: '{"id":"out_1"}',
  status: 'waiting',
  attempts: 0,
  createdAt: '2026-11-22T09:00:00.000Z',
  correlationId: 'cor_1',
  ...over,
});

/** A trigger that fires on each new ticket. */
export const aTrigger = (over: Partial<Trigger> = {}): Trigger => ({
  serviceId: 'support',
  triggerId: 'trg_1',
  version: 3,
  name: 'Tell the shop',
  active: true,
  order: 0,
  event: { kind: 'ticket_created' },
  mode: 'selective',
  conditions: { match: 'all', conditions: [] },
  actions: [{ kind: 'complete' }],
  ...over,
});
