import type { DeskAdministration } from '../../shared/application/ports/desk.ts';
import { listServiceEvents as spec } from '../../shared/contracts/http/services.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toServiceEventDto } from '../../shared/http/desk-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (
  deps: OperationDeps & { readonly administration: Pick<DeskAdministration, 'listFacts'> },
): HttpHandler =>
  operation(spec, deps, async ({ params: { serviceId }, query: { limit, cursor } }) => {
    const { items, cursor: next } = await deps.administration.listFacts(serviceId, {
      limit,
      order: 'newest',
      ...(cursor === undefined ? {} : { cursor }),
    });
    return ok({ events: items.map(toServiceEventDto), nextCursor: next ?? null });
  });
