import * as z from 'zod';
import { CALL_STATUSES, type ReservedCall } from '../../domain/call/reserved-call.ts';
import { agentCallsPartition, callKey, callSortKey, openCallsPartition } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('call'),
  callId: z.string(),
  serviceId: z.string(),
  number: z.int().positive(),
  version: z.int().positive(),
  phone: z.string(),
  at: z.string(),
  note: z.string(),
  ownerId: z.string(),
  status: z.enum(CALL_STATUSES),
  createdBy: z.string(),
  createdAt: z.string(),
  endedAt: z.string().exactOptional(),
  rungFor: z.string().exactOptional(),
});

/** The call's row beside its ticket; an open one is also in the lists of its service and of its owner. */
export const toItem = (call: ReservedCall) => {
  const place = callSortKey(call.at, call.callId);
  return {
    ...callKey(call.serviceId, call.number, call.callId),
    entity: 'call' as const,
    ...call,
    ...(call.status === 'open'
      ? {
          LA_PK: openCallsPartition(call.serviceId),
          L_SK: place,
          BA_PK: agentCallsPartition(call.serviceId, call.ownerId),
          BA_SK: place,
        }
      : {}),
  };
};

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): ReservedCall => {
  const { entity: _entity, ...call } = itemSchema.parse(item);
  return call;
};
