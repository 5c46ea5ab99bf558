import type { ReservedCall } from '../../shared/domain/call/reserved-call.ts';

type Over<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** An open call of `aTicket`, reserved for half past ten; a property that is `undefined` is left out. */
export const aCall = (over: Over<ReservedCall> = {}): ReservedCall =>
  Object.fromEntries(
    Object.entries({
      callId: 'call_1',
      serviceId: 'support',
      number: 1024,
      version: 1,
      phone: '+821012345678',
      at: '2026-11-22T10:30:00.000Z',
      note: 'About the invoice',
      ownerId: 'agent_1',
      status: 'open',
      createdBy: 'agent_1',
      createdAt: '2026-11-22T08:00:00.000Z',
      ...over,
    }).filter(([, value]) => value !== undefined),
  ) as ReservedCall;
