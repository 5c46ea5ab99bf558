import { listTemplateVariables as spec } from '../../shared/contracts/http/templates.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { VARIABLE_NAMES, VARIABLES } from '../../shared/domain/template/variables.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

const variables = VARIABLE_NAMES.map((name) => ({
  name,
  says: VARIABLES[name].says,
  example: VARIABLES[name].example,
}));

export const createHandler = (deps: OperationDeps): HttpHandler => operation(spec, deps, async () => ok({ variables }));
