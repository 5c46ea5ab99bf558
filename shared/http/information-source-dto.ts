import type * as z from 'zod';
import type { informationSourceDto, listInformationSources } from '../contracts/http/customer-information.ts';
import { asksByItself } from '../domain/customer-information/collect-variables.ts';
import type { InformationSource } from '../domain/customer-information/information-source.ts';

/** A source as administrators see it: of its key only that there is one. */
export const toInformationSourceDto = ({
  sourceId,
  version,
  name,
  baseUrl,
  request,
  results,
  sealedKey,
  channels,
  active,
  order,
}: InformationSource): z.input<typeof informationSourceDto> => ({
  sourceId,
  version,
  name,
  baseUrl,
  request: request.map(({ variable, from }) => ({ variable, from: { ...from } })),
  results: results.map(({ label, key }) => ({ label, key })),
  hasKey: sealedKey !== undefined,
  channels: [...channels],
  active,
  order,
});

/** A source as agents see it in the panel. */
export const toPanelSourceDto = (
  source: InformationSource,
): z.input<typeof listInformationSources.response.schema>['sources'][number] => ({
  sourceId: source.sourceId,
  name: source.name,
  asksOn: source.channels.filter((channel) => asksByItself(source, { channel })),
  typed: source.request.flatMap(({ variable, from }) =>
    from.kind === 'typed' ? [{ variable, label: from.label, required: from.required }] : [],
  ),
});
