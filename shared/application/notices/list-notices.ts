import type { Agent } from '../../domain/desk/agent.ts';
import { roleMay } from '../../domain/desk/permissions.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { inOrder, isCurrent, nextTurn, type Notice } from '../../domain/notice/notice.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { NoticeRepository } from '../ports/desk-settings.ts';

export type ListedNotices = {
  readonly notices: readonly Notice[];
  /** Seconds until a notice begins or ends to be shown; absent when none does. */
  readonly changesInSeconds?: number;
};

/** The notices that a service's agents see now; for administrators all, also past and future ones. */
export const listNotices =
  (deps: { readonly notices: Pick<NoticeRepository, 'list'>; readonly now: () => Date }) =>
  async (
    { serviceId, role }: Pick<Agent, 'serviceId' | 'role'>,
    which: 'current' | 'all',
  ): Promise<Result<ListedNotices, AccessRefusal>> => {
    if (which === 'all' && !roleMay(role, 'manage_notices'))
      return err({ code: 'forbidden', permission: 'manage_notices' });
    const notices = await deps.notices.list(serviceId);
    const at = deps.now();
    const now = at.toISOString();
    const next = nextTurn(notices, now);
    return ok({
      notices: inOrder(which === 'all' ? notices : notices.filter((notice) => isCurrent(notice, now))),
      ...(next === undefined ? {} : { changesInSeconds: Math.ceil((Date.parse(next) - at.getTime()) / 1000) }),
    });
  };
