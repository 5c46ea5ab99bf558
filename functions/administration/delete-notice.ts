import { deleteNotice } from '../../shared/application/notices/delete-notice.ts';
import { deleteNotice as spec } from '../../shared/contracts/http/notices.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof deleteNotice>[0]): HttpHandler => {
  const remove = deleteNotice(deps);
  return operation(spec, deps, ({ params, expectedVersion }) =>
    remove({ ...params, ...(expectedVersion === undefined ? {} : { expectedVersion }) }),
  );
};
