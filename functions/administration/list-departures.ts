import { listDepartures } from '../../shared/application/departures/list-departures.ts';
import { listDepartures as spec } from '../../shared/contracts/http/departures.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { toDepartureDto } from '../../shared/http/departure-dto.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof listDepartures>[0]): HttpHandler => {
  const list = listDepartures(deps);
  return operation(spec, deps, async ({ params: { serviceId } }) =>
    ok({ departures: (await list(serviceId)).map(toDepartureDto) }),
  );
};
