import * as z from 'zod';
import { catalogue, type CatalogueEvent } from '../../events/catalogue.ts';
import { SOURCE } from '../../events/envelope.ts';

/** A generated file: its path from the root, and its content. */
export type GeneratedFile = { readonly path: string; readonly content: string };

/**
 * The JSON Schema of an event's `detail`, for consumers that don't speak zod. What a later release adds is allowed in
 * it: consumers ignore what they don't know.
 */
export const eventJsonSchema = (event: CatalogueEvent): Record<string, unknown> => {
  const { $schema, ...schema } = z.toJSONSchema(event.schema, { target: 'draft-2020-12', io: 'input' });
  return {
    $schema,
    $id: `urn:handover:events:${event.detailType}`,
    title: event.detailType,
    description: event.description,
    ...schema,
  };
};

const members = (event: CatalogueEvent): string => {
  const { properties = {}, required = [] } = z.toJSONSchema(event.data, { io: 'input' });
  return Object.keys(properties)
    .map((name) => `\`${name}${required.includes(name) ? '' : '?'}\``)
    .join(', ');
};

const page = (): string => `# Events

Generated from \`events/catalogue.ts\` by \`npm run generate\`; don't edit.

Everything that happens to a ticket, and what administrators do to a service, is published on the desk's EventBridge bus, source \`${SOURCE}\`, within a second or
so. Delivery is at least once and in no guaranteed order: be idempotent by \`metadata.eventId\`; order a ticket's events by \`data.version\`, and read the present
state of what a service's event names.
\`detail\` is \`{ metadata, data }\`; \`metadata\` holds \`eventId\`, \`serviceId\`, \`occurredAt\`, \`actor\` and \`correlationId\`. No event carries what
customers or agents wrote, nor who a customer is: read that by the API, with the rights that it asks for. Within a version members are only added.

| detail-type | published when | data (\`?\` may be absent) | schema | examples |
|---|---|---|---|---|
${catalogue.map((event) => `| \`${event.detailType}\` | ${event.description} | ${members(event)} | [JSON Schema](../events/schemas/${event.detailType}.json) | [examples](../events/examples/${event.type}/v${event.version}/) |`).join('\n')}
`;

/** The event part of what \`npm run generate\` writes: a JSON Schema for each event, and docs/events.md. */
export const eventDocuments = (): readonly GeneratedFile[] => [
  ...catalogue.map((event) => ({
    path: `events/schemas/${event.detailType}.json`,
    content: `${JSON.stringify(eventJsonSchema(event), null, 2)}\n`,
  })),
  { path: 'docs/events.md', content: page() },
];
