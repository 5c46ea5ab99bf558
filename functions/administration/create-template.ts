import { createTemplate } from '../../shared/application/templates/create-template.ts';
import { createTemplate as spec } from '../../shared/contracts/http/templates.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTemplateDto } from '../../shared/http/template-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof createTemplate>[0]): HttpHandler => {
  const create = createTemplate(deps);
  return operation(spec, deps, async ({ agent, body, correlationId }) => {
    const result = await create({ agent, ...body, correlationId });
    return result.ok ? ok(toTemplateDto(result.value)) : result;
  });
};
