import type { DraftRepository } from '../../../shared/application/ports/writing.ts';
import { isBlank, newestFirst, type Draft } from '../../../shared/domain/draft/draft.ts';
import { memoryPage } from './memory-page.ts';
import { draftId, keepDraftVersion, memoryDesk, ticketId, type MemoryDesk } from './memory-ticket-repository.ts';

/** Drafts in memory, for tests; give it the desk of the memory ticket repository, so that commands use them up. */
export const memoryDraftRepository = (desk: MemoryDesk = memoryDesk()): DraftRepository => ({
  async find(serviceId, number, agentId) {
    return desk.drafts.get(draftId(serviceId, number, agentId));
  },
  async save(draft, before, kept) {
    const id = draftId(draft.serviceId, draft.number, draft.agentId);
    if (desk.drafts.get(id)?.version !== before?.version) return false;
    desk.drafts.set(id, draft);
    if (kept) keepDraftVersion(desk, id, kept);
    return true;
  },
  async keep({ serviceId, number, agentId }, kept) {
    keepDraftVersion(desk, draftId(serviceId, number, agentId), kept);
  },
  async listVersions(serviceId, number, agentId) {
    return newestFirst([...(desk.draftVersions.get(draftId(serviceId, number, agentId))?.values() ?? [])]);
  },
  async listUnsent(serviceId, agentId, page) {
    const unsent = [...desk.drafts.values()].filter(
      (draft) => draft.serviceId === serviceId && draft.agentId === agentId && !isBlank(draft),
    );
    const place = ({ begunAt, number }: Draft) => `${begunAt}#${String(number).padStart(9, '0')}`;
    const { items, ...rest } = memoryPage(JSON.stringify(['drafts', serviceId, agentId]), unsent, place, page);
    return {
      ...rest,
      items: items.flatMap(({ number, version, begunAt, savedAt }) => {
        const title = desk.tickets.get(ticketId(serviceId, number))?.title;
        return title === undefined ? [] : [{ number, title, version, begunAt, savedAt }];
      }),
    };
  },
});
