import { createNotice } from '../../shared/application/notices/create-notice.ts';
import { createNotice as spec } from '../../shared/contracts/http/notices.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toNoticeDto } from '../../shared/http/notice-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createNotice>[0]): HttpHandler => {
  const create = createNotice(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId }, body: { title, html, pinned, from, until } }) => {
      const result = await create({
        serviceId,
        agentId,
        title,
        html,
        pinned,
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      });
      return result.ok ? ok(toNoticeDto(result.value)) : result;
    },
  );
};
