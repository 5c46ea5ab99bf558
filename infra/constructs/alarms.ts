import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** One sentence: what an agent or a customer loses while the alarm lasts. */
export type ErrorImpact = string;

export type AlarmProps = {
  readonly metric: IMetric;
  /** Rises when the metric is at or above this, in the metric's unit. */
  readonly atLeast: number;
  readonly errorImpact: ErrorImpact;
};

/** The topic that all alarms go to, with the operator's address subscribed. */
export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly alarmAddress: string | undefined }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    // This topic policy replaces SNS's default one, which would have let CloudWatch publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    // Without dead letters: of an alarm that can't be mailed nobody could be told by another alarm.
    if (props.alarmAddress) this.topic.addSubscription(new EmailSubscription(props.alarmAddress));
  }

  /** Raises an alarm that tells the operator what users lose. */
  raise(scope: Construct, id: string, { metric, atLeast, errorImpact }: AlarmProps): void {
    new Alarm(scope, id, {
      metric,
      threshold: atLeast,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: errorImpact,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}

/** The period over which an alarm's metric is gathered. */
export const ALARM_PERIOD = Duration.minutes(5);
