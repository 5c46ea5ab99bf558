import { allowsService } from '../../../../infra/local/iam/resource-policies.ts';
import { aDeployment, aFunction, theResource } from '../../../support/local-aws.ts';

const deployment = aDeployment({
  ...aFunction(),
  Work: { Type: 'AWS::SQS::Queue', Properties: {} },
  Closed: { Type: 'AWS::SQS::Queue', Properties: {} },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Raw: { Type: 'AWS::S3::Bucket', Properties: {} },
  WorkPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Work' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': ['Work', 'Arn'] },
            Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
          },
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sqs:*',
            Resource: { 'Fn::GetAtt': ['Work', 'Arn'] },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    },
  },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: { Ref: 'Topic' },
            Condition: { StringEquals: { 'AWS:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    },
  },
  RawPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Raw' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Raw', 'Arn'] }, '/*']] },
          },
        ],
      },
    },
  },
  FnPermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
      SourceArn: 'arn:aws:execute-api:eu-west-1:123456789012:a1/*/*',
    },
  },
});
const arn = (id: string) => {
  const { attributes, ref } = theResource(deployment, id);
  return attributes.Arn ?? attributes.TopicArn ?? ref;
};
const allows = (service: string, action: string, resource: string, source?: string) =>
  allowsService(deployment, service, action, resource, source);

describe('what a resource lets a service do', () => {
  it.each<[boolean, string, () => boolean]>([
    [
      true,
      'a topic sends to the queue whose policy names it',
      () => allows('sns.amazonaws.com', 'sqs:SendMessage', arn('Work'), arn('Topic')),
    ],
    [
      false,
      'another topic does not',
      () => allows('sns.amazonaws.com', 'sqs:SendMessage', arn('Work'), `${arn('Topic')}2`),
    ],
    [
      false,
      'another service does not',
      () => allows('events.amazonaws.com', 'sqs:SendMessage', arn('Work'), arn('Topic')),
    ],
    [
      false,
      'another action is not allowed',
      () => allows('sns.amazonaws.com', 'sqs:ReceiveMessage', arn('Work'), arn('Topic')),
    ],
    [
      false,
      'a queue without a policy is closed',
      () => allows('sns.amazonaws.com', 'sqs:SendMessage', arn('Closed'), arn('Topic')),
    ],
    [true, 'SES publishes to the topic of its account', () => allows('ses.amazonaws.com', 'sns:Publish', arn('Topic'))],
    [
      true,
      'SES writes objects to the bucket',
      () => allows('ses.amazonaws.com', 's3:PutObject', `${arn('Raw')}/mails/1`),
    ],
    [false, 'SES does not read them', () => allows('ses.amazonaws.com', 's3:GetObject', `${arn('Raw')}/mails/1`)],
    [
      true,
      'the API invokes the function',
      () =>
        allows(
          'apigateway.amazonaws.com',
          'lambda:InvokeFunction',
          arn('Fn'),
          'arn:aws:execute-api:eu-west-1:123456789012:a1/live/POST',
        ),
    ],
    [
      false,
      'another API does not',
      () =>
        allows(
          'apigateway.amazonaws.com',
          'lambda:InvokeFunction',
          arn('Fn'),
          'arn:aws:execute-api:eu-west-1:123456789012:a2/live/POST',
        ),
    ],
  ])('%s: %s', (expected, _name, ask) => {
    expect(ask()).toBe(expected);
  });
});
