import { revealField } from '../../shared/application/tickets/reveal-field.ts';
import { revealField as spec } from '../../shared/contracts/http/fields.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof revealField>[0]): HttpHandler => {
  const reveal = revealField(deps);
  return operation(spec, deps, async ({ agent, params, correlationId }) => {
    const result = await reveal({ ...params, agent, correlationId });
    return result.ok ? ok({ ...result.value, value: shown(result.value.value) }) : result;
  });
};

type Shown = string | boolean | string[] | { from: string; to: string };
const shown = (value: string | boolean | readonly string[] | { readonly from: string; readonly to: string }): Shown =>
  Array.isArray(value) ? ([...value] as string[]) : (value as Exclude<Shown, string[]>);
