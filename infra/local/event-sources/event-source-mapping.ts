import type { Authorize, Deployment, Principal, Resource } from '../kernel.ts';
import { eventPattern, type Matcher } from '../events/event-pattern.ts';
import { numberOf, onlyKnown, textOf } from '../properties.ts';

/** What both kinds of event source share. */
export type EventSourceMapping = {
  /** Stays the same as long as the template keeps the mapping; checkpoints are stored under it. */
  readonly id: string;
  readonly sourceArn: string;
  readonly functionArn: string;
  readonly functionName: string;
  readonly principal: Principal;
  readonly batchSize: number;
  readonly windowMilliseconds: number;
  readonly reportsItemFailures: boolean;
  readonly matches: Matcher;
  readonly resource: Resource;
};

/** The enabled mappings of the template, by the service that they read from. */
export const eventSourceMappings = (
  deployment: Deployment,
  service: 'sqs' | 'dynamodb',
): readonly EventSourceMapping[] =>
  deployment
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(
      (resource) =>
        resource.properties.Enabled !== false && textOf(resource, 'EventSourceArn').split(':')[2] === service,
    )
    .map((resource) => mappingOf(deployment, resource));

/** Throws, by name, for a source that no host reads from. */
export const checkSources = (deployment: Deployment): void => {
  for (const resource of deployment.ofType('AWS::Lambda::EventSourceMapping')) {
    const service = textOf(resource, 'EventSourceArn').split(':')[2] ?? '';
    if (!['sqs', 'dynamodb'].includes(service))
      throw new Error(
        `${resource.stack}/${resource.logicalId}: event sources of ${service} are not hosted on one machine.`,
      );
  }
};

/** Lambda reads with the function's role. A right that the role lacks stops the start. */
export const demand = (
  authorize: Authorize,
  { principal, resource }: EventSourceMapping,
  actions: readonly string[],
  arn: string,
): void => {
  for (const action of actions) {
    try {
      authorize(principal, action, arn);
    } catch (fault) {
      throw new Error(
        `${resource.stack}/${resource.logicalId}: ${fault instanceof Error ? fault.message : String(fault)}`,
        { cause: fault },
      );
    }
  }
};

const mappingOf = (deployment: Deployment, resource: Resource): EventSourceMapping => {
  const name = textOf(resource, 'FunctionName');
  const consumer = deployment
    .ofType('AWS::Lambda::Function')
    .find((each) => each.ref === name || each.attributes.Arn === name);
  if (!consumer)
    throw new Error(`${resource.stack}/${resource.logicalId}: the function ${name} is not in the template.`);
  const responseTypes = (resource.properties.FunctionResponseTypes ?? []) as readonly string[];
  return {
    id: resource.ref,
    sourceArn: textOf(resource, 'EventSourceArn'),
    functionArn: consumer.attributes.Arn!,
    functionName: consumer.ref,
    principal: { kind: 'role', roleArn: textOf(consumer, 'Role'), functionName: consumer.ref },
    batchSize: numberOf(resource, 'BatchSize', textOf(resource, 'EventSourceArn').includes(':sqs:') ? 10 : 100),
    windowMilliseconds: numberOf(resource, 'MaximumBatchingWindowInSeconds', 0) * 1000,
    reportsItemFailures: responseTypes.includes('ReportBatchItemFailures'),
    matches: filterOf(resource),
    resource,
  };
};

const filterOf = (resource: Resource): Matcher => {
  const criteria = (resource.properties.FilterCriteria ?? {}) as {
    readonly Filters?: readonly { readonly Pattern?: string }[];
  };
  onlyKnown(resource, ['Filters'], criteria, 'FilterCriteria.');
  const matchers = (criteria.Filters ?? []).map(({ Pattern }) => eventPattern(JSON.parse(Pattern ?? '{}')));
  return matchers.length === 0 ? () => true : (event) => matchers.some((matches) => matches(event));
};

/**
 * The identifiers that a function reports as failed; undefined when its answer can't be read, which counts as all of
 * them.
 */
export const reportedFailures = (payload: unknown): readonly string[] | undefined => {
  if (payload === null || payload === '') return [];
  if (typeof payload !== 'object') return undefined;
  const failures = (payload as { readonly batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return undefined;
  const identifiers = failures.map((each: { readonly itemIdentifier?: unknown } | null) => each?.itemIdentifier);
  return identifiers.every((each) => typeof each === 'string' && each !== '') ? (identifiers as string[]) : undefined;
};
