import type { CallCommand } from '../../domain/call/admit-call-command.ts';
import { cancelCall as decideCancel, finishCall as decideFinish } from '../../domain/call/end-call.ts';
import type { CallRefusal, ReservedCall } from '../../domain/call/reserved-call.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { changeStoredCall, type CallDeps, type CallInput } from './change-stored-call.ts';

const endCall =
  (decide: typeof decideFinish) =>
  (deps: CallDeps) =>
  (input: CallInput & CallCommand): Promise<Result<ReservedCall, CallRefusal>> =>
    changeStoredCall(deps)(input, (ticket, call, context) => decide(ticket, call, input, context));

/** The call was made. */
export const finishCall = endCall(decideFinish);
/** The call is not wanted any more. */
export const cancelCall = endCall(decideCancel);
