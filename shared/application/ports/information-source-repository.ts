import type { InformationSource } from '../../domain/customer-information/information-source.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';

export type InformationSourceRepository = {
  /** All of a service, at most a few more than SOURCES_LIMIT. Consistent. */
  list(serviceId: string): Promise<readonly InformationSource[]>;
  find(serviceId: string, sourceId: string): Promise<InformationSource | undefined>;
  /**
   * Writes it with the fact that tells of it, in one transaction, if the stored one still has the version before
   * (absent: must not exist). False when somebody else was first.
   */
  save(source: InformationSource, before: InformationSource | undefined, fact: DeskFact): Promise<boolean>;
  /**
   * Deletes it with the fact that tells of it, in one transaction, if it still has this version. False when it has
   * another or is gone.
   */
  remove(source: InformationSource, fact: DeskFact): Promise<boolean>;
};
