import type { Deployment, Resource } from '../kernel.ts';
import { allowsService } from '../iam/resource-policies.ts';
import { onlyKnown, textOf } from '../properties.ts';
import { eventPattern, type Matcher } from './event-pattern.ts';
import { scheduleExpression, type Next } from './schedule-expression.ts';
import { actionOn, targetInput, type TargetInput } from './targets.ts';

export type Target = {
  /** The target's name in stored work. */
  readonly key: string;
  readonly arn: string;
  readonly input: (event: Readonly<Record<string, unknown>>) => string;
  readonly maximumRetries: number;
  readonly maximumAgeSeconds: number;
  readonly deadLetters?: {
    readonly arn: string;
    /** The role that brings them there; without it the queue's own policy must allow it. */
    readonly roleArn?: string;
    /** What each letter says of where it comes from, as AWS names it. */
    readonly origin: Readonly<Record<string, string>>;
  };
  /** The role that delivers; without it the target's own policy must allow it. */
  readonly roleArn?: string;
};

export type Rule = {
  readonly arn: string;
  readonly bus: string;
  readonly matches?: Matcher;
  readonly next?: Next;
  readonly source: string;
  readonly targets: readonly Target[];
};

type TargetProperties = TargetInput & {
  readonly Id?: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number };
  readonly DeadLetterConfig?: { readonly Arn?: string };
};

const knownTarget = [
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'DeadLetterConfig',
];
/**
 * The template's rules and schedules that are enabled. Throws, by name, for what isn't hosted, and for a target or a
 * dead-letter queue that doesn't let EventBridge in: on AWS its events would vanish.
 */
export const rulesOf = (deployment: Deployment): readonly Rule[] =>
  [
    ...deployment.ofType('AWS::Events::Rule').map((resource) => rule(deployment, resource)),
    ...deployment.ofType('AWS::Scheduler::Schedule').map((resource) => schedule(resource)),
  ].filter((each) => each !== undefined);

const rule = (deployment: Deployment, resource: Resource): Rule | undefined => {
  const { EventPattern: pattern, ScheduleExpression: expression, EventBusName: bus = 'default' } = resource.properties;
  const arn = resource.attributes.Arn ?? resource.ref;
  const targets = ((resource.properties.Targets ?? []) as TargetProperties[]).map((target) => {
    onlyKnown(resource, knownTarget, target, 'Targets.');
    const deadLetterArn = target.DeadLetterConfig?.Arn;
    for (const each of [...(target.RoleArn ? [] : [target.Arn]), ...(deadLetterArn ? [deadLetterArn] : [])])
      if (!allowsService(deployment, 'events.amazonaws.com', actionOn(each), each, arn))
        throw new Error(
          `${resource.stack}/${resource.logicalId}: ${each} doesn't allow ${actionOn(each)} to events.amazonaws.com for ${arn}.`,
        );
    return targetOf(target, arn, { origin: { RULE_ARN: arn } });
  });
  if (resource.properties.State === 'DISABLED') return undefined;
  return {
    arn,
    targets,
    source: 'aws.events',
    bus: busName(String(bus)),
    ...(pattern === undefined
      ? {}
      : { matches: eventPattern(typeof pattern === 'string' ? JSON.parse(pattern) : pattern) }),
    ...(expression === undefined ? {} : { next: scheduleExpression(String(expression)) }),
  };
};

const schedule = (resource: Resource): Rule | undefined => {
  const target = resource.properties.Target as TargetProperties;
  onlyKnown(resource, knownTarget, target, 'Target.');
  const arn = resource.attributes.Arn ?? resource.ref;
  actionOn(target.Arn);
  if (resource.properties.State === 'DISABLED') return undefined;
  const zone = resource.properties.ScheduleExpressionTimezone;
  return {
    arn,
    bus: 'default',
    source: 'aws.scheduler',
    targets: [
      targetOf(target, arn, {
        origin: { SCHEDULE_ARN: arn },
        ...(target.RoleArn ? { roleArn: target.RoleArn } : {}),
      }),
    ],
    next: scheduleExpression(textOf(resource, 'ScheduleExpression'), typeof zone === 'string' ? zone : 'UTC'),
  };
};

const targetOf = (
  target: TargetProperties,
  ruleArn: string,
  { origin, ...sender }: Omit<NonNullable<Target['deadLetters']>, 'arn'>,
): Target => ({
  key: `${ruleArn}#${target.Id ?? ''}`,
  arn: target.Arn,
  input: targetInput(target, ruleArn),
  maximumRetries: Number(target.RetryPolicy?.MaximumRetryAttempts ?? 185),
  maximumAgeSeconds: Number(target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400),
  ...(target.DeadLetterConfig?.Arn
    ? { deadLetters: { ...sender, arn: target.DeadLetterConfig.Arn, origin: { ...origin, TARGET_ARN: target.Arn } } }
    : {}),
  ...(target.RoleArn ? { roleArn: target.RoleArn } : {}),
});

/** A bus is named by its name or its ARN. */
export const busName = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf('/') + 1) : nameOrArn;
