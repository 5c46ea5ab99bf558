import { getTemplate } from '../../shared/application/templates/get-template.ts';
import { getTemplate as spec } from '../../shared/contracts/http/templates.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTemplateDto } from '../../shared/http/template-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof getTemplate>[0]): HttpHandler => {
  const get = getTemplate(deps);
  return operation(spec, deps, async ({ agent, params: { templateId } }) => {
    const result = await get(agent, templateId);
    return result.ok ? ok(toTemplateDto(result.value)) : result;
  });
};
