import type { CallCommand } from '../../domain/call/check-call.ts';
import { changeCall as decideChange, type CallChanges } from '../../domain/call/change-call.ts';
import type { CallRefusal, ReservedCall } from '../../domain/call/reserved-call.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import { normalizePhone, type NormalizePhoneDeps } from './normalize-phone.ts';
import { changeStoredCall, type CallDeps, type CallInput } from './change-stored-call.ts';
import { cancelCall as decideCancel, finishCall as decideFinish } from '../../domain/call/end-call.ts';

export type ChangeCallDeps = CallDeps &
  NormalizePhoneDeps & { readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent'> };

/** Changes a reserved call's time, owner, number or note; does nothing when all are equal. */
export const changeCall =
  (deps: ChangeCallDeps) =>
  async (
    input: CallInput & CallCommand & { readonly changes: CallChanges },
  ): Promise<Result<ReservedCall, CallRefusal>> => {
    const { serviceId, changes } = input;
    const phone = changes.phone === undefined ? undefined : await normalizePhone(deps)(serviceId, changes.phone);
    if (phone?.ok === false) return phone;
    const owner =
      changes.ownerId === undefined ? undefined : await deps.directory.findAgent(serviceId, changes.ownerId);
    const wanted = { ...changes, ...(phone === undefined ? {} : { phone: phone.value }) };
    return changeStoredCall(deps)(input, (ticket, call, context) =>
      decideChange(ticket, call, wanted, owner, input, context),
    );
  };

const endCall =
  (decide: typeof decideFinish) =>
  (deps: CallDeps) =>
  (input: CallInput & CallCommand): Promise<Result<ReservedCall, CallRefusal>> =>
    changeStoredCall(deps)(input, (ticket, call, context) => decide(ticket, call, input, context));

/** Marks a call as made. */
export const finishCall = endCall(decideFinish);
/** Cancels a call. */
export const cancelCall = endCall(decideCancel);
