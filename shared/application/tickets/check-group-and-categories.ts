import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import type { DeskDirectory } from '../ports/desk.ts';

type Named = { readonly groupId?: string; readonly inquiryTypeId?: string; readonly processingTypeId?: string };
export type GroupOrCategoryRefusal = Extract<TicketRefusal, { code: 'group_not_found' | 'category_not_found' }>;

const KINDS = { inquiryTypeId: 'inquiry_type', processingTypeId: 'processing_type' } as const;

/** The group and the categories of a ticket must be the service's own, and must not be taken away. */
export const checkGroupAndCategories = async (
  directory: Pick<DeskDirectory, 'findGroup' | 'findCategory'>,
  serviceId: string,
  named: Named,
): Promise<Result<undefined, GroupOrCategoryRefusal>> => {
  const { groupId } = named;
  if (groupId !== undefined && (await directory.findGroup(serviceId, groupId))?.active !== true)
    return err({ code: 'group_not_found', groupId });
  for (const field of ['inquiryTypeId', 'processingTypeId'] as const) {
    const id = named[field];
    if (id === undefined) continue;
    const category = await directory.findCategory(serviceId, KINDS[field], id);
    if (category?.active !== true) return err({ code: 'category_not_found', field, id });
  }
  return ok(undefined);
};
