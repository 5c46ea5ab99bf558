import type * as z from 'zod';
import type { categoryDto } from '../contracts/http/desk.ts';
import type { Category } from '../domain/desk/category.ts';

/** A category as the API shows it. */
export const toCategoryDto = ({
  kind,
  categoryId,
  parentId,
  names,
  active,
  order,
  version,
}: Category): z.input<typeof categoryDto> => ({
  kind,
  categoryId,
  parentId: parentId ?? null,
  names,
  active,
  order,
  version,
});
