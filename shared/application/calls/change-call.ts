import type { CallCommand } from '../../domain/call/admit-call-command.ts';
import { changeCall as decideChange, type CallChanges } from '../../domain/call/change-call.ts';
import type { CallRefusal, ReservedCall } from '../../domain/call/reserved-call.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import { callPhone, type CallPhoneDeps } from './call-phone.ts';
import { changeStoredCall, type CallDeps, type CallInput } from './change-stored-call.ts';

export type ChangeCallDeps = CallDeps &
  CallPhoneDeps & { readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent'> };

/** Moves a reserved call, gives it to another agent or corrects it. What is so already is no change. */
export const changeCall =
  (deps: ChangeCallDeps) =>
  async (
    input: CallInput & CallCommand & { readonly changes: CallChanges },
  ): Promise<Result<ReservedCall, CallRefusal>> => {
    const { serviceId, changes } = input;
    const phone = changes.phone === undefined ? undefined : await callPhone(deps)(serviceId, changes.phone);
    if (phone?.ok === false) return phone;
    const owner =
      changes.ownerId === undefined ? undefined : await deps.directory.findAgent(serviceId, changes.ownerId);
    const wanted = { ...changes, ...(phone === undefined ? {} : { phone: phone.value }) };
    return changeStoredCall(deps)(input, (ticket, call, context) =>
      decideChange(ticket, call, wanted, owner, input, context),
    );
  };
