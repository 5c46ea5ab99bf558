import { editCustomer } from '../../shared/application/customers/edit-customer.ts';
import { editCustomer as spec } from '../../shared/contracts/http/customers.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toCustomerDto } from '../../shared/http/customer-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editCustomer>[0]): HttpHandler => {
  const edit = editCustomer(deps);
  return operation(spec, deps, async ({ params, body: { name, emails, phones, note }, expectedVersion }) => {
    const result = await edit({
      ...params,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
      edit: {
        ...(name === undefined ? {} : { name }),
        ...(emails === undefined ? {} : { emails }),
        ...(phones === undefined ? {} : { phones }),
        ...(note === undefined ? {} : { note }),
      },
    });
    return result.ok ? ok(toCustomerDto(result.value)) : result;
  });
};
