import { LIST_INDEXES, LIST_ROW } from '../../../shared/adapters/dynamodb/keys.ts';
import { TABLES } from '../../support/dynamo-engine.ts';
import { aStage, synthesize } from '../../support/synthesize.ts';

type Index = {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
};
/** Keys, then what is projected. */
type Form = readonly [partition: string, sort: string, projects: readonly string[] | 'ALL'];

/**
 * Every index by its name, for good. CloudFormation can't change the keys or the projection of an index that is there:
 * docs/runbooks/change-lists.md says how another one takes its place. A line may be added, or move to `RETIRED`.
 */
const FROZEN: Readonly<Record<string, Form>> = {
  'rows-all': ['LA_PK', 'L_SK', ['row']],
  'rows-place': ['LP_PK', 'L_SK', ['row']],
  'rows-assignee': ['LM_PK', 'L_SK', ['row']],
  'rows-group': ['LG_PK', 'L_SK', ['row']],
  'rows-customer': ['LC_PK', 'number', ['L_SK', 'row']],
  'by-agent': ['BA_PK', 'BA_SK', 'ALL'],
};
/** Names that earlier releases gave: a stage that still has such an index would be told to change it. */
const RETIRED = ['lists-all', 'lists-place', 'lists-assignee', 'lists-group', 'lists-customer'];

const formOf = ({ KeySchema, Projection }: Index): Form => [
  KeySchema[0]!.AttributeName,
  KeySchema[1]!.AttributeName,
  Projection.ProjectionType === 'INCLUDE' ? (Projection.NonKeyAttributes ?? []) : (Projection.ProjectionType as 'ALL'),
];
const indexesOf = (tables: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, Form>> =>
  Object.fromEntries(
    tables
      .flatMap(({ GlobalSecondaryIndexes: indexes = [] }) => indexes as readonly Index[])
      .map((index) => [index.IndexName, formOf(index)]),
  );

describe.each([
  ['retains', aStage()],
  ['destroys', aStage({ removal: 'destroy' })],
])('the indexes of a stage that %s what is stored', (_, stage) => {
  const deployed = indexesOf(
    synthesize(stage)
      .ofType('AWS::DynamoDB::Table')
      .map(([, { Properties }]) => Properties ?? {}),
  );

  it('have the keys and the projection that their name has had ever since', () => {
    expect(deployed).toEqual(FROZEN);
  });

  it('have no name that an earlier release gave to something else', () => {
    expect(Object.keys(deployed).filter((name) => RETIRED.includes(name))).toEqual([]);
  });
});

it('the engine of the tests has the same ones', () => {
  expect(indexesOf(TABLES.map((table) => ({ ...table })))).toEqual(FROZEN);
});

it('each list index gives all that a row of a list is read from', () => {
  for (const { sort, projects } of LIST_INDEXES)
    expect(
      [sort, ...projects].filter((attribute) => (LIST_ROW as readonly string[]).includes(attribute)).toSorted(),
    ).toEqual([...LIST_ROW].toSorted());
});
