import { findCustomer } from '../../shared/application/customers/find-customer.ts';
import { findCustomer as spec } from '../../shared/contracts/http/customers.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCustomerDto } from '../../shared/http/customer-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof findCustomer>[0]): HttpHandler => {
  const find = findCustomer(deps);
  return operation(spec, deps, async ({ params: { serviceId }, query: { email, phone = '' } }) => {
    const found = await find(
      serviceId,
      email === undefined ? { kind: 'phone', value: phone } : { kind: 'email', value: email },
    );
    return found.ok ? ok({ customers: found.value === undefined ? [] : [toCustomerDto(found.value)] }) : found;
  });
};
