import type { FieldRepository } from '../../shared/application/ports/field-repository.ts';
import { listFields as spec } from '../../shared/contracts/http/fields.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toFieldDefinitionDto } from '../../shared/http/field-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & { readonly definitions: Pick<FieldRepository, 'list'> }): HttpHandler =>
  operation(spec, deps, async ({ params: { serviceId } }) => {
    const fields = await deps.definitions.list(serviceId);
    return ok({ fields: fields.toSorted((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1)).map(toFieldDefinitionDto) });
  });
