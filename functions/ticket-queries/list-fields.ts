import type { FieldRepository } from '../../shared/application/ports/desk-settings.ts';
import { listFields as spec } from '../../shared/contracts/http/fields.ts';
import { fieldSight } from '../../shared/domain/desk/field-sight.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toFieldDefinitionDto } from '../../shared/http/field-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (
  deps: OperationDeps & { readonly definitions: Pick<FieldRepository, 'list'> },
): HttpHandler =>
  operation(spec, deps, async ({ agent, params: { serviceId } }) => {
    const fields = await deps.definitions.list(serviceId);
    const sees = fieldSight(agent.role, fields);
    return ok({
      fields: fields
        .filter(({ code }) => sees(code))
        .toSorted((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1))
        .map(toFieldDefinitionDto),
    });
  });
