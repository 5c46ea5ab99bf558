import type { Draft, DraftVersion, KeptDraft } from '../../domain/draft/draft.ts';

export type DraftRepository = {
  /** Consistent. Also one that was sent or discarded: then it is empty. */
  find(serviceId: string, number: number, agentId: string): Promise<Draft | undefined>;
  /**
   * Writes it if the stored one still has the version before (absent: must not exist); with `kept`, that state is put
   * aside for the clock in the same transaction. False when another was first.
   */
  save(draft: Draft, before: Draft | undefined, kept?: KeptDraft): Promise<boolean>;
  /** Puts a state aside without a look at the draft: a text that was refused. */
  keep(owner: Pick<Draft, 'serviceId' | 'number' | 'agentId'>, kept: KeptDraft): Promise<void>;
  /** Consistent. States that were put aside and not written over since, newest first. */
  listVersions(serviceId: string, number: number, agentId: string): Promise<readonly DraftVersion[]>;
};
