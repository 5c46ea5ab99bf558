import { listTemplates } from '../../shared/application/templates/list-templates.ts';
import { listTemplates as spec } from '../../shared/contracts/http/templates.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTemplateHeadDto } from '../../shared/http/template-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listTemplates>[0]): HttpHandler => {
  const list = listTemplates(deps);
  return operation(spec, deps, async ({ agent, query: { whose, text, categoryId } }) => {
    const found = await list(agent, {
      whose,
      ...(text === undefined ? {} : { text }),
      ...(categoryId === undefined ? {} : { categoryId }),
    });
    return ok({ templates: found.map(toTemplateHeadDto) });
  });
};
