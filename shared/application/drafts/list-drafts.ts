import type { UnsentDraft } from '../../domain/draft/draft.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { DraftRepository } from '../ports/writing.ts';
import type { DraftOwner } from './get-draft.ts';

/** What an agent wrote in a service and has not sent, whichever machine it was written on; the newest begun first. */
export const listDrafts =
  ({ drafts }: { readonly drafts: Pick<DraftRepository, 'listUnsent'> }) =>
  ({
    serviceId,
    agentId,
    page,
  }: Omit<DraftOwner, 'number'> & { readonly page: PageRequest }): Promise<Page<UnsentDraft>> =>
    drafts.listUnsent(serviceId, agentId, page);
