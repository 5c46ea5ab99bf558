import type { InformationSource } from '../../domain/customer-information/information-source.ts';

/** What administrators are told of by name; its key, too, only by name. */
const told = ({ name, baseUrl, request, results, sealedKey: key, channels, active, order }: InformationSource) => ({
  name,
  baseUrl,
  request,
  results,
  key,
  channels,
  active,
  order,
});

/** A source before and after, as its fact compares them. */
export const toldOfSource = (before: InformationSource | undefined, after: InformationSource) => ({
  before: before && told(before),
  after: told(after),
});

export const sourceSubject = (sourceId: string) => ({ kind: 'customer_information', id: sourceId }) as const;
