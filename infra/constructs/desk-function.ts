import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal, type IGrantable, type IPrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Assets } from '../assets.ts';
import type { StageConfig } from '../config.ts';
import { ALARM_PERIOD, type Alarms, type ErrorImpact } from './alarms.ts';
import { allow } from './allow.ts';

export type DeskFunctionProps = {
  readonly config: StageConfig;
  readonly assets: Assets;
  /** The folder below functions/: also the service name in its logs. */
  readonly name: string;
  readonly description: string;
  readonly timeout: Duration;
  /** In MB; a whole CPU comes with 1769. */
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
};

/**
 * The one kind of function here: Node 24 on arm64, built beforehand, a log that ends, and no right but those that are
 * granted. Whoever gives it work says what becomes of it when the function fails.
 */
export class DeskFunction extends Construct implements IGrantable {
  readonly lambda: LambdaFunction;
  readonly name: string;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: DeskFunctionProps) {
    super(scope, id);
    this.name = props.name;
    this.timeout = props.timeout;
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.config.retention.logDays as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Without a role of our own CDK attaches a managed policy that may write every log of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    allow(role, ['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      // Maps are four times as large as the code, and a function that started with them would read them.
      code: Code.fromAsset(props.assets.function(props.name), { exclude: ['*.map'] }),
      memorySize: props.memory,
      timeout: props.timeout,
      role,
      logGroup,
      environment: { POWERTOOLS_SERVICE_NAME: props.name, LOG_LEVEL: props.config.logLevel, ...props.environment },
    });
  }

  /** Raises an alarm on each error: for a function that nobody calls again with the same. */
  alarmOnErrors(alarms: Alarms, errorImpact: ErrorImpact): void {
    alarms.raise(this, 'Errors', {
      metric: this.lambda.metricErrors({ period: ALARM_PERIOD }),
      atLeast: 1,
      errorImpact,
    });
  }

  get grantPrincipal(): IPrincipal {
    return this.lambda.grantPrincipal;
  }
}
