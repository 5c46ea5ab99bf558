import { arn, because, tags, type CatalogueRow, type Naming, physicalName, stableUuid } from '../catalogue-row.ts';

const queueName = (naming: Naming) => naming.text('QueueName') ?? physicalName(naming.stack, naming.logicalId, 80);
const queueUrl = (naming: Naming) =>
  `http://127.0.0.1:${String(naming.ports.aws)}/${naming.account}/${queueName(naming)}`;
const topicName = (naming: Naming) => naming.text('TopicName') ?? physicalName(naming.stack, naming.logicalId, 256);
const topicArn = arn('sns', topicName);
const busName = (naming: Naming) => naming.text('Name') ?? physicalName(naming.stack, naming.logicalId, 256);
const ruleName = (naming: Naming) => naming.text('Name') ?? physicalName(naming.stack, naming.logicalId, 64);
const busOf = (naming: Naming) => naming.text('EventBusName')?.replace(/^.*:event-bus\//, '') ?? 'default';
const named = (longest: number) => (naming: Naming) =>
  naming.text('Name') ?? physicalName(naming.stack, naming.logicalId, longest);
const uniqueId = ({ stack, logicalId }: Naming) => stableUuid(stack, logicalId);

/** Queues, topics, the bus and the schedules. */
export const messaging: Readonly<Record<string, CatalogueRow>> = {
  'AWS::SQS::Queue': {
    hostedBy: 'sqs',
    understood: [
      'QueueName',
      'VisibilityTimeout',
      'MessageRetentionPeriod',
      'DelaySeconds',
      'ReceiveMessageWaitTimeSeconds',
      'MaximumMessageSize',
      'RedrivePolicy',
    ],
    ignored: {
      ...tags,
      RedriveAllowPolicy: 'every queue is of one account here',
      SqsManagedSseEnabled: because.encryption,
      KmsMasterKeyId: because.encryption,
      KmsDataKeyReusePeriodSeconds: because.encryption,
    },
    ref: queueUrl,
    attributes: { Arn: arn('sqs', queueName), QueueName: queueName, QueueUrl: queueUrl },
  },
  'AWS::SQS::QueuePolicy': { hostedBy: 'iam', understood: ['Queues', 'PolicyDocument'], ref: uniqueId },
  'AWS::SNS::Topic': {
    hostedBy: 'sns',
    understood: ['TopicName', 'Subscription'],
    ignored: {
      ...tags,
      DisplayName: because.onlyForPeople,
      KmsMasterKeyId: because.encryption,
      TracingConfig: because.onlyOnAws,
    },
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: topicName },
  },
  'AWS::SNS::Subscription': {
    hostedBy: 'sns',
    understood: ['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery', 'RedrivePolicy'],
    ignored: { Region: because.fixedHere },
    ref: (naming) => `${naming.text('TopicArn') ?? ''}:${uniqueId(naming)}`,
  },
  'AWS::SNS::TopicPolicy': { hostedBy: 'iam', understood: ['Topics', 'PolicyDocument'], ref: uniqueId },
  'AWS::Events::EventBus': {
    hostedBy: 'events',
    understood: ['Name'],
    ignored: {
      ...tags,
      Description: because.onlyForPeople,
      KmsKeyIdentifier: because.encryption,
      LogConfig: because.onlyOnAws,
    },
    ref: busName,
    attributes: { Arn: arn('events', (naming) => `event-bus/${busName(naming)}`), Name: busName },
  },
  'AWS::Events::Rule': {
    hostedBy: 'events',
    understood: ['Name', 'EventBusName', 'EventPattern', 'ScheduleExpression', 'State', 'Targets', 'RoleArn'],
    ignored: { ...tags, Description: because.onlyForPeople },
    ref: (naming) => (busOf(naming) === 'default' ? ruleName(naming) : `${busOf(naming)}|${ruleName(naming)}`),
    attributes: {
      Arn: arn(
        'events',
        (naming) => `rule/${busOf(naming) === 'default' ? '' : `${busOf(naming)}/`}${ruleName(naming)}`,
      ),
    },
  },
  'AWS::Scheduler::ScheduleGroup': {
    hostedBy: 'scheduler',
    understood: ['Name'],
    ignored: tags,
    ref: named(64),
    attributes: { Arn: arn('scheduler', (naming) => `schedule-group/${named(64)(naming)}`) },
  },
  'AWS::Scheduler::Schedule': {
    hostedBy: 'events',
    understood: ['Name', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'Target'],
    ignored: {
      Description: because.onlyForPeople,
      FlexibleTimeWindow: 'on time is within every window',
      KmsKeyArn: because.encryption,
    },
    ref: named(64),
    attributes: { Arn: arn('scheduler', (naming) => `schedule/default/${named(64)(naming)}`) },
  },
  'AWS::Logs::LogGroup': {
    notHostedBecause: 'logs are files of the data folder',
    understood: [],
    ignored: {
      ...tags,
      LogGroupName: 'logs are named by function',
      RetentionInDays: because.onlyOnAws,
      LogGroupClass: because.onlyOnAws,
      KmsKeyId: because.encryption,
    },
    ref: (naming) => naming.text('LogGroupName') ?? physicalName(naming.stack, naming.logicalId, 512),
    attributes: {
      Arn: arn(
        'logs',
        (naming) => `log-group:${naming.text('LogGroupName') ?? physicalName(naming.stack, naming.logicalId, 512)}:*`,
      ),
    },
  },
  'AWS::CloudWatch::Alarm': {
    notHostedBecause: 'nobody is on call for one machine',
    understood: [],
    ignored: Object.fromEntries(
      [
        'AlarmName',
        'AlarmDescription',
        'AlarmActions',
        'OKActions',
        'InsufficientDataActions',
        'ActionsEnabled',
        'ComparisonOperator',
        'DatapointsToAlarm',
        'Dimensions',
        'EvaluationPeriods',
        'ExtendedStatistic',
        'MetricName',
        'Metrics',
        'Namespace',
        'Period',
        'Statistic',
        'Threshold',
        'ThresholdMetricId',
        'TreatMissingData',
        'Unit',
        'EvaluateLowSampleCountPercentile',
        'Tags',
      ].map((name) => [name, 'no alarm is raised here']),
    ),
    ref: (naming) => naming.text('AlarmName') ?? physicalName(naming.stack, naming.logicalId, 255),
    attributes: {
      Arn: arn(
        'cloudwatch',
        (naming) => `alarm:${naming.text('AlarmName') ?? physicalName(naming.stack, naming.logicalId, 255)}`,
      ),
    },
  },
  'AWS::CloudWatch::Dashboard': {
    notHostedBecause: 'metrics are not gathered on one machine',
    understood: [],
    ignored: { DashboardName: because.onlyForPeople, DashboardBody: because.onlyForPeople },
    ref: (naming) => naming.text('DashboardName') ?? physicalName(naming.stack, naming.logicalId, 255),
  },
};
