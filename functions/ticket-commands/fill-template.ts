import { fillTemplate } from '../../shared/application/templates/fill-template.ts';
import { fillTemplate as spec } from '../../shared/contracts/http/templates.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof fillTemplate>[0]): HttpHandler => {
  const fill = fillTemplate(deps);
  return operation(spec, deps, async ({ agent, params: { number, templateId } }) => {
    const result = await fill({ agent, number, templateId });
    return result.ok ? ok({ ...result.value, empty: [...result.value.empty] }) : result;
  });
};
