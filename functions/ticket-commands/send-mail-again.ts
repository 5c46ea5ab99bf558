import { sendAgain, type SendAgainDeps } from '../../shared/application/mail/send-again.ts';
import { sendMailAgain as spec } from '../../shared/contracts/http/mails.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toMailDto } from '../../shared/http/ticket-dto.ts';

export const createHandler = (deps: OperationDeps & SendAgainDeps): HttpHandler => {
  const send = sendAgain(deps);
  return operation(spec, deps, async ({ params, agent, correlationId }) => {
    const result = await send({ ...params, agent, correlationId });
    return result.ok ? ok(toMailDto(result.value, false)) : result;
  });
};
