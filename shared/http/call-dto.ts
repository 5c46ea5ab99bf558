import type * as z from 'zod';
import type { callDto } from '../contracts/http/calls.ts';
import type { ReservedCall } from '../domain/call/reserved-call.ts';

/** When its owner was told is the desk's own affair. */
export const toCallDto = ({ rungFor: _rungFor, endedAt, ...call }: ReservedCall): z.input<typeof callDto> => ({
  ...call,
  endedAt: endedAt ?? null,
});
