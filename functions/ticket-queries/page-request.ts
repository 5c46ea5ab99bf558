import type { PageRequest } from '../../shared/application/ports/pages.ts';

type Query = { readonly limit: number; readonly cursor?: string | undefined; readonly order?: PageRequest['order'] };

/** A page as the query names it; newest first unless it says otherwise. */
export const pageRequest = ({ limit, cursor, order = 'newest' }: Query): PageRequest => ({
  limit,
  order,
  ...(cursor === undefined ? {} : { cursor }),
});
