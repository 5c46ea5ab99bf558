import type { DraftTexts, SealedOriginals } from '../../../shared/application/ports/confidential.ts';
import { draftId, type MemoryDesk } from './memory-ticket-repository.ts';

/** Sealed originals in memory, for tests; give it the desk of the memory ticket repository, which writes them. */
export const memorySealedOriginals = (desk: MemoryDesk): SealedOriginals => ({
  find: async (_serviceId, _number, entryId) => desk.originals.get(entryId),
});

/** Texts of the drafts in memory. */
export const memoryDraftTexts = (desk: MemoryDesk): DraftTexts => ({
  async rewrite(serviceId, number, rewrite) {
    let changed = 0;
    const rewritten = <T extends { readonly html: string; readonly text: string }>(row: T): T => {
      const after = rewrite({ html: row.html, text: row.text });
      if (after.html === row.html && after.text === row.text) return row;
      changed += 1;
      return { ...row, ...after };
    };
    const beginning = draftId(serviceId, number, '').slice(0, -'""]'.length);
    for (const [id, draft] of desk.drafts) if (id.startsWith(beginning)) desk.drafts.set(id, rewritten(draft));
    for (const [id, versions] of desk.draftVersions)
      if (id.startsWith(beginning))
        desk.draftVersions.set(id, new Map([...versions].map(([slot, version]) => [slot, rewritten(version)])));
    return changed;
  },
});
