import { setRestrictedWords } from '../../shared/application/restricted/set-restricted-words.ts';
import { setRestrictedWords as spec } from '../../shared/contracts/http/restricted-words.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toRestrictedWordsDto } from '../../shared/http/restricted-words-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof setRestrictedWords>[0]): HttpHandler => {
  const set = setRestrictedWords(deps);
  return operation(
    spec,
    deps,
    async ({ agent: { agentId }, params: { serviceId }, body: { words }, correlationId, expectedVersion }) => {
      const result = await set({
        serviceId,
        agentId,
        correlationId,
        words,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return result.ok ? ok(toRestrictedWordsDto(result.value)) : result;
    },
  );
};
