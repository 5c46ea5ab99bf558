import { QueryClient } from '@tanstack/react-query';
import { isWorthRetrying } from './problem-error.ts';

const delay = (attempt: number): number => Math.min(1000 * 2 ** attempt, 8000);

/**
 * Reads and commands are tried again only where that may help. A command carries its idempotency key, so a second try
 * can't do it twice.
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
