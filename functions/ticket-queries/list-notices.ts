import { listNotices } from '../../shared/application/notices/list-notices.ts';
import { listNotices as spec } from '../../shared/contracts/http/notices.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toNoticeDto } from '../../shared/http/notice-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listNotices>[0]): HttpHandler => {
  const list = listNotices(deps);
  return operation(spec, deps, async ({ agent, query: { which } }) => {
    const result = await list(agent, which);
    return result.ok ? ok({ notices: result.value.map(toNoticeDto) }) : result;
  });
};
