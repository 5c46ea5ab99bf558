import { QueryClient } from '@tanstack/react-query';
import { isWorthRetrying } from './problem-error.ts';

const delay = (attempt: number): number => Math.min(1000 * 2 ** attempt, 8000);

/**
 * The cache of everything that was read. A failed read or command is tried at most twice more, and only if that may
 * help; its idempotency key keeps a command from being done twice.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        retryDelay: delay,
      },
      mutations: { retry: (failures, error) => failures < 2 && isWorthRetrying(error), retryDelay: delay },
    },
  });
