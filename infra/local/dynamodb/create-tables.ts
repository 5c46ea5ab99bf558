import type { AwsError, Deployment, Resource } from '../kernel.ts';
import type { EngineClient } from './engine-client.ts';

type Index = { readonly IndexName: string; readonly KeySchema: unknown; readonly Projection: unknown };
type Table = {
  readonly KeySchema: unknown;
  readonly AttributeDefinitions: readonly { readonly AttributeName: string }[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly StreamSpecification?: { readonly StreamEnabled: boolean; readonly StreamViewType?: string };
};

/** The tables of the template, of either resource type. */
export const tablesOf = (deployment: Deployment): readonly Resource[] => [
  ...deployment.ofType('AWS::DynamoDB::Table'),
  ...deployment.ofType('AWS::DynamoDB::GlobalTable'),
];

/**
 * Brings the engine's tables to what the template says: missing tables and indexes are made, changed indexes made anew.
 * Keys of a table can't change: then it throws.
 */
export const createTables = async (deployment: Deployment, engine: EngineClient): Promise<void> => {
  for (const resource of tablesOf(deployment)) {
    const wanted = wantedTable(resource);
    const existing = await describe(engine, resource.ref);
    if (!existing)
      await engine.call('CreateTable', { TableName: resource.ref, BillingMode: 'PAY_PER_REQUEST', ...wanted });
    else await alter(engine, resource.ref, existing, wanted);
    await liveUntil(engine, resource);
  }
};

const wantedTable = ({ properties }: Resource): Table => {
  const indexes = properties.GlobalSecondaryIndexes as readonly Index[] | undefined;
  const stream = properties.StreamSpecification as { readonly StreamViewType: string } | undefined;
  return {
    KeySchema: properties.KeySchema,
    AttributeDefinitions: properties.AttributeDefinitions as Table['AttributeDefinitions'],
    ...(indexes?.length
      ? {
          GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
            IndexName,
            KeySchema,
            Projection,
          })),
        }
      : {}),
    ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } } : {}),
  };
};

const describe = async (engine: EngineClient, name: string): Promise<Table | undefined> => {
  try {
    return (await engine.call<{ readonly Table: Table }>('DescribeTable', { TableName: name })).Table;
  } catch (fault) {
    if ((fault as AwsError).code === 'ResourceNotFoundException') return undefined;
    throw fault;
  }
};

const alter = async (engine: EngineClient, name: string, existing: Table, wanted: Table) => {
  if (!isSame(existing.KeySchema, wanted.KeySchema))
    throw new Error(
      `The table ${name} of the data folder has other keys than the template: start with --fresh, or with another data folder.`,
    );
  const update = (change: object) =>
    engine.call('UpdateTable', { TableName: name, AttributeDefinitions: wanted.AttributeDefinitions, ...change });
  const [before, after] = [existing.GlobalSecondaryIndexes ?? [], wanted.GlobalSecondaryIndexes ?? []];
  const kept = before.filter((index) => after.some((each) => isSameIndex(each, index)));
  for (const { IndexName } of before.filter((index) => !kept.includes(index)))
    await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] });
  for (const index of after.filter((each) => !kept.some((same) => isSameIndex(same, each))))
    await update({ GlobalSecondaryIndexUpdates: [{ Create: index }] });
  if (existing.StreamSpecification?.StreamViewType === wanted.StreamSpecification?.StreamViewType) return;
  if (existing.StreamSpecification?.StreamViewType) await update({ StreamSpecification: { StreamEnabled: false } });
  if (wanted.StreamSpecification) await update({ StreamSpecification: wanted.StreamSpecification });
};

const liveUntil = async (engine: EngineClient, { ref, properties }: Resource) => {
  const wanted = properties.TimeToLiveSpecification as
    { readonly AttributeName: string; readonly Enabled: boolean } | undefined;
  if (!wanted?.Enabled) return;
  const { TimeToLiveDescription: existing } = await engine.call<{
    readonly TimeToLiveDescription?: { readonly AttributeName?: string };
  }>('DescribeTimeToLive', { TableName: ref });
  if (existing?.AttributeName !== wanted.AttributeName)
    await engine.call('UpdateTimeToLive', {
      TableName: ref,
      TimeToLiveSpecification: { AttributeName: wanted.AttributeName, Enabled: true },
    });
};

const isSameIndex = (left: Index, right: Index) =>
  left.IndexName === right.IndexName &&
  isSame(left.KeySchema, right.KeySchema) &&
  isSame(left.Projection, right.Projection);

/** Equal whatever the order of members and of list entries: an engine gives lists back in its own. */
const isSame = (left: unknown, right: unknown) => canonical(left) === canonical(right);

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `${name}:${canonical(each)}`)
    .sort()
    .join()}}`;
};
