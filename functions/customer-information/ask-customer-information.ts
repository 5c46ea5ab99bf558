import { askCustomerInformation } from '../../shared/application/customer-information/ask-customer-information.ts';
import { askCustomerInformation as spec } from '../../shared/contracts/http/customer-information.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof askCustomerInformation>[0]): HttpHandler => {
  const ask = askCustomerInformation(deps);
  return operation(spec, deps, async ({ agent, params, body: { typed } }) => {
    const asked = await ask({ ...params, agent, typed });
    return asked.ok
      ? ok({
          outcome: asked.value.outcome,
          because: asked.value.because ?? null,
          items: asked.value.items.map((item) => ({ ...item })),
        })
      : asked;
  });
};
