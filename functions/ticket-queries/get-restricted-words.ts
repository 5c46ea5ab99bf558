import type { RestrictedDeps } from '../../shared/application/restricted/refuse-restricted.ts';
import { getRestrictedWords as spec } from '../../shared/contracts/http/restricted-words.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toRestrictedWordsDto } from '../../shared/http/restricted-words-dto.ts';

export const createHandler = (deps: OperationDeps & RestrictedDeps): HttpHandler =>
  operation(spec, deps, async ({ params: { serviceId } }) =>
    ok(toRestrictedWordsDto(await deps.restrictedWords.find(serviceId))),
  );
