import { editNotice } from '../../shared/application/notices/edit-notice.ts';
import { editNotice as spec } from '../../shared/contracts/http/notices.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toNoticeDto } from '../../shared/http/notice-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editNotice>[0]): HttpHandler => {
  const edit = editNotice(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params, body: { title, html, pinned, from, until }, expectedVersion }) => {
      const result = await edit({
        ...params,
        agentId,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
        changes: {
          ...(title === undefined ? {} : { title }),
          ...(html === undefined ? {} : { html }),
          ...(pinned === undefined ? {} : { pinned }),
          ...(from === undefined ? {} : { from }),
          ...(until === undefined ? {} : { until }),
        },
      });
      return result.ok ? ok(toNoticeDto(result.value)) : result;
    },
  );
};
