import type { Deployment, Resource } from '../kernel.ts';
import { numberOf, textOf } from '../properties.ts';

/** One Lambda function of the template. */
export type FunctionDefinition = {
  readonly arn: string;
  readonly name: string;
  /** What its log file is called: the name that it gives itself, else `name`. */
  readonly logName: string;
  readonly roleArn: string;
  readonly handler: string;
  readonly codeFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  readonly memoryMegabytes: number;
  /** ReservedConcurrentExecutions. */
  readonly reserved?: number;
  readonly asynchronous: AsynchronousConfig;
};

export type AsynchronousConfig = {
  readonly maximumRetries: number;
  readonly maximumAgeSeconds: number;
  /** Where the record of a given-up invocation goes (EventInvokeConfig). */
  readonly onFailureArn?: string;
  /** Where its bare payload goes (DeadLetterConfig). */
  readonly deadLetterArn?: string;
};

/** The functions of the deployment. Throws, by name, for one that can't run here. */
export const functionDefinitions = (
  deployment: Deployment,
  codeFolder: (objectKey: string) => string,
): readonly FunctionDefinition[] =>
  deployment.ofType('AWS::Lambda::Function').map((resource) => functionDefinition(deployment, resource, codeFolder));

const variablesOf = ({ properties }: Resource): Readonly<Record<string, unknown>> =>
  (properties.Environment as { readonly Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};

/** What a function's log file is called. */
export const logNameOf = (resource: Resource): string =>
  String(variablesOf(resource).POWERTOOLS_SERVICE_NAME ?? resource.ref);

const functionDefinition = (
  deployment: Deployment,
  resource: Resource,
  codeFolder: (objectKey: string) => string,
): FunctionDefinition => {
  const runtime = textOf(resource, 'Runtime');
  if (!runtime.startsWith('nodejs'))
    throw new Error(`${resource.stack}/${resource.logicalId}: the runtime ${runtime} is not hosted on one machine.`);
  const code = resource.properties.Code as { readonly S3Key?: string };
  if (!code.S3Key)
    throw new Error(`${resource.stack}/${resource.logicalId}: only code from an asset is hosted on one machine.`);
  const reserved = resource.properties.ReservedConcurrentExecutions;
  return {
    arn: resource.attributes.Arn ?? resource.ref,
    name: resource.ref,
    logName: logNameOf(resource),
    roleArn: textOf(resource, 'Role'),
    handler: textOf(resource, 'Handler'),
    codeFolder: codeFolder(code.S3Key),
    environment: Object.fromEntries(
      Object.entries(variablesOf(resource)).map(([name, value]) => [name, String(value)]),
    ),
    timeoutMilliseconds: numberOf(resource, 'Timeout', 3) * 1000,
    memoryMegabytes: numberOf(resource, 'MemorySize', 128),
    ...(reserved === undefined ? {} : { reserved: Number(reserved) }),
    asynchronous: asynchronousConfig(deployment, resource),
  };
};

const asynchronousConfig = (deployment: Deployment, resource: Resource): AsynchronousConfig => {
  const config = deployment
    .ofType('AWS::Lambda::EventInvokeConfig')
    .find(
      (each) =>
        each.properties.FunctionName === resource.ref || each.properties.FunctionName === resource.attributes.Arn,
    );
  const destinations = config?.properties.DestinationConfig as
    { readonly OnFailure?: { readonly Destination: string }; readonly OnSuccess?: unknown } | undefined;
  if (destinations?.OnSuccess)
    throw new Error(
      `${resource.stack}/${resource.logicalId}: DestinationConfig.OnSuccess is not hosted on one machine.`,
    );
  const deadLetter = resource.properties.DeadLetterConfig as { readonly TargetArn?: string } | undefined;
  return {
    maximumRetries: config ? numberOf(config, 'MaximumRetryAttempts', 2) : 2,
    maximumAgeSeconds: config ? numberOf(config, 'MaximumEventAgeInSeconds', 21_600) : 21_600,
    ...(destinations?.OnFailure ? { onFailureArn: destinations.OnFailure.Destination } : {}),
    ...(deadLetter?.TargetArn ? { deadLetterArn: deadLetter.TargetArn } : {}),
  };
};
