import { inSourceOrder, type InformationSource } from '../../domain/customer-information/information-source.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';

/** A service's sources in their order; those that agents can ask, or all for who sets them up. */
export const listSources =
  ({ sources }: { readonly sources: Pick<InformationSourceRepository, 'list'> }) =>
  async (serviceId: string, which: 'active' | 'all'): Promise<readonly InformationSource[]> => {
    const all = await sources.list(serviceId);
    return inSourceOrder(which === 'all' ? all : all.filter(({ active }) => active));
  };
