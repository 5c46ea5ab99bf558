import { mergeCustomers } from '../../shared/application/customers/merge-customers.ts';
import { mergeCustomers as spec } from '../../shared/contracts/http/customers.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCustomerDto } from '../../shared/http/customer-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof mergeCustomers>[0]): HttpHandler => {
  const merge = mergeCustomers(deps);
  return operation(spec, deps, async ({ agent, params, body: { into }, expectedVersion }) => {
    const result = await merge({
      ...params,
      into,
      agentId: agent.agentId,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    });
    return result.ok ? ok(toCustomerDto(result.value)) : result;
  });
};
