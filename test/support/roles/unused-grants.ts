import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Deployment, type Grant, grantsIn, statementsOfRole } from '../../../infra/local/host-services.ts';

export type FunctionGrant = Grant & {
  /** The function's folder. */
  readonly name: string;
  /** As the deployment calls the function. */
  readonly functionName: string;
  /** What the right is on, by its name in the template. */
  readonly on: string;
};

/** Why a right is given that no test uses. `name` is a function's folder, or `every` for all of them. */
export type Justification = {
  readonly name: string;
  readonly action: string;
  readonly on: RegExp;
  readonly reason: string;
  /** Used only when something fails that seldom fails: a run may use it or not. */
  readonly seldom?: true;
};

const BY_CDK = 'CDK gives it with the queue; Lambda asks for it when a mapping is made, which is at deployment.';
const ON_FAILURE = 'Lambda puts what could not be worked off there; which function fails in a run is chance.';

export const JUSTIFIED: readonly Justification[] = [
  {
    name: 'every',
    action: 'logs:CreateLogStream',
    on: /Log$/,
    reason: 'Lambda itself begins the stream that a function logs to.',
  },
  { name: 'every', action: 'logs:PutLogEvents', on: /Log$/, reason: 'Lambda itself writes what a function prints.' },
  { name: 'every', action: 'sqs:GetQueueUrl', on: /Queue$/, reason: BY_CDK },
  { name: 'every', action: 'sqs:GetQueueAttributes', on: /^DeadLetters(Customers|Agents)Queue$/, reason: BY_CDK },
  {
    name: 'every',
    action: 'sqs:ChangeMessageVisibility',
    on: /(ToSettle|ToErase|ToPush|ToEvaluate|Escalations)Queue$/,
    reason: BY_CDK,
  },
  {
    name: 'every',
    action: 'sqs:SendMessage',
    on: /^DeadLetters(Customers|Agents)Queue$/,
    reason: ON_FAILURE,
    seldom: true,
  },
  {
    name: 'every',
    action: 's3:ListBucket',
    on: /^Failed(Events|Tickets)Bucket$/,
    reason: 'Lambda asks for it when a mapping is made, which is at deployment.',
    seldom: true,
  },
  {
    name: 'every',
    action: 'dynamodb:ListStreams',
    on: /^\*$/,
    reason: 'Lambda looks streams up when a mapping is made; it names no resource.',
  },
];

/** Every right of every function of the desk in the deployment. */
export const grantsOf = (deployment: Deployment): readonly FunctionGrant[] =>
  deployment.ofType('AWS::Lambda::Function').flatMap(({ ref, properties }) => {
    const name = (
      properties.Environment as { readonly Variables?: { readonly POWERTOOLS_SERVICE_NAME?: string } } | undefined
    )?.Variables?.POWERTOOLS_SERVICE_NAME;
    if (name === undefined) return [];
    return grantsIn(statementsOfRole(deployment, deployment.byArn(String(properties.Role)))).map((grant) => ({
      ...grant,
      name,
      functionName: ref,
      on: nameOf(deployment, grant.resource),
    }));
  });

/** `DeskTable/index/*` for an index of a table; the end of the ARN for what is not in the template. */
const nameOf = (deployment: Deployment, pattern: string): string => {
  const [arn, resource] =
    deployment.resources
      .flatMap((each) =>
        Object.values(each.attributes)
          .filter(
            (value) =>
              value.startsWith('arn:') &&
              (pattern === value || pattern.startsWith(`${value}/`) || pattern.startsWith(`${value}:`)),
          )
          .map((value) => [value, each] as const),
      )
      .toSorted(([left], [right]) => right.length - left.length)[0] ?? [];
  return arn === undefined
    ? pattern.split(':').slice(5).join(':') || pattern
    : `${resource!.logicalId.replace(/[0-9A-F]{8}$/, '')}${pattern.slice(arn.length)}`;
};

const keyOf = ({ functionName, action, resource }: Grant & { readonly functionName: string }) =>
  JSON.stringify([functionName, action, resource]);

/** The rights that all processes wrote to the folder by `writeUsedRights`. */
export const usedIn = (folder: string): ReadonlySet<string> =>
  new Set(
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
      .map((line) => keyOf(JSON.parse(line) as Grant & { readonly functionName: string })),
  );

export type Unused = {
  /** Granted, not used and not justified. */
  readonly unexplained: readonly FunctionGrant[];
  readonly explained: readonly { readonly grant: FunctionGrant; readonly reason: string }[];
  /** Justifications of rights that are used or no longer granted. */
  readonly outdated: readonly Justification[];
};

export const unusedGrants = (
  grants: readonly FunctionGrant[],
  used: ReadonlySet<string>,
  justified: readonly Justification[] = JUSTIFIED,
): Unused => {
  const explains = ({ name, action, on }: Justification, grant: FunctionGrant) =>
    (name === 'every' || name === grant.name) && action === grant.action && on.test(grant.on);
  const unused = grants.filter((grant) => !used.has(keyOf(grant)));
  const reasonOf = (grant: FunctionGrant) => justified.find((each) => explains(each, grant))?.reason;
  return {
    unexplained: unused.filter((grant) => reasonOf(grant) === undefined),
    explained: unused.flatMap((grant) => {
      const reason = reasonOf(grant);
      return reason === undefined ? [] : [{ grant, reason }];
    }),
    outdated: justified.filter((each) => !(each.seldom ? grants : unused).some((grant) => explains(each, grant))),
  };
};

/** One line a right: `send-mail dynamodb:GetItem on DeskTable`. */
export const describeGrant = ({ name, action, on }: FunctionGrant): string => `${name} ${action} on ${on}`;
