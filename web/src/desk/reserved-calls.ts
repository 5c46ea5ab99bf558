import type { OutputOf } from './api/call-operation.ts';
import type { operations } from '../../../shared/contracts/http/operations.ts';

export type CallView = OutputOf<typeof operations.reserveCall>;

/**
 * Whether it is time for an open call: the desk recorded it as due, or its time is over by the clock of this computer
 * (`now`, in milliseconds), which matters while the live connection is interrupted.
 */
export const isDue = ({ status, at, rungFor }: CallView, now: number): boolean =>
  status === 'open' && (rungFor === at || Date.parse(at) <= now);
