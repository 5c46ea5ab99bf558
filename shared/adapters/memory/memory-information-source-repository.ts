import type { InformationSourceRepository } from '../../application/ports/information-source-repository.ts';
import type { InformationSource } from '../../domain/customer-information/information-source.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';

/** Sources in memory, and the facts that were written with them. */
export const memoryInformationSourceRepository = (): InformationSourceRepository & { readonly facts: readonly DeskFact[] } => {
  const sources = new Map<string, InformationSource>();
  const facts: DeskFact[] = [];
  const keyOf = ({ serviceId, sourceId }: Pick<InformationSource, 'serviceId' | 'sourceId'>) => `${serviceId}/${sourceId}`;
  return {
    facts,
    list: async (serviceId) => [...sources.values()].filter((source) => source.serviceId === serviceId),
    find: async (serviceId, sourceId) => sources.get(keyOf({ serviceId, sourceId })),
    async save(source, before, fact) {
      if (sources.get(keyOf(source))?.version !== before?.version) return false;
      sources.set(keyOf(source), source);
      facts.push(fact);
      return true;
    },
    async remove(source, fact) {
      if (sources.get(keyOf(source))?.version !== source.version) return false;
      sources.delete(keyOf(source));
      facts.push(fact);
      return true;
    },
  };
};
