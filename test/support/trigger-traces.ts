import type { TriggerTrace } from '../../shared/domain/trigger/trigger-run.ts';

/** What one trigger saw of a new ticket: it fired, and made the ticket urgent. */
export const aTrace = (over: Partial<TriggerTrace> = {}): TriggerTrace => ({
  serviceId: 'support',
  number: 1024,
  runId: '2026-11-22T09:00:00.000Z_evt_1',
  at: '2026-11-22T09:00:01.000Z',
  occasion: { kinds: ['ticket_created'] },
  fact: { id: 'evt_1', type: 'ticket_created' },
  version: 1,
  chainId: 'evt_1',
  depth: 0,
  madeFactId: 'evt_2',
  considered: [
    {
      triggerId: 'trg_1',
      name: 'First rule',
      version: 3,
      outcome: 'fired',
      conditions: [
        {
          field: 'ticket.priority',
          operator: 'is',
          value: 'normal',
          met: true,
          seen: 'normal',
          groups: ['all'],
          path: [0],
        },
      ],
      actions: [{ kind: 'set_priority', result: 'done', of: 'urgent' }],
    },
  ],
  more: 0,
  ...over,
});
