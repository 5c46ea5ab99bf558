import { getCustomer } from '../../shared/application/customers/get-customer.ts';
import { getCustomer as spec } from '../../shared/contracts/http/customers.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCustomerDto } from '../../shared/http/customer-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getCustomer>[0]): HttpHandler =>
  operation(spec, deps, async ({ params: { serviceId, customerId } }) => {
    const found = await getCustomer(deps)(serviceId, customerId);
    return found.ok ? ok(toCustomerDto(found.value)) : found;
  });
