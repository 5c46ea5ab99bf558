import { aStage, STAGE_VARIANTS, STACKS, synthesize } from '../support/synthesize.ts';
import { type CheckedTemplate, templateCheck } from '../support/resource-schemas.ts';

const faultsOf = templateCheck();

describe.each(STAGE_VARIANTS)('given a stage with %s', (_name, settings) => {
  const stage = synthesize(aStage(settings));

  test.each(STACKS)('then every resource of the %s stack is what AWS knows', (name) => {
    const template = stage.template(name).toJSON() as CheckedTemplate;
    expect(Object.keys(template.Resources ?? {}).length).toBeGreaterThan(3);
    expect(faultsOf(template)).toEqual([]);
  });
});

describe('given a template with one fault', () => {
  const sound: CheckedTemplate = {
    Parameters: { Anything: { Type: 'String' } },
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {}, Tags: [{ Key: 'stage', Value: 'test' }] } },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 5, KmsMasterKeyId: { Ref: 'Key' } } },
      Topic: { Type: 'AWS::SNS::Topic' },
      Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com' } },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { Targets: [{ Id: 'Target', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }], State: 'ENABLED' },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Role: { Ref: 'Anything' },
          Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::Region}' }, S3Key: 'key' },
          Environment: { Variables: { QUEUE: { 'Fn::GetAtt': 'Queue.QueueUrl' } } },
          MemorySize: { Ref: 'Anything' },
          Architectures: ['arm64'],
        },
      },
      Custom: { Type: 'Custom::Anything', Properties: { ServiceToken: 'arn', Whatever: [1] } },
    },
    Outputs: { Answer: { Value: { 'Fn::GetAtt': ['Custom', 'Anything'] } } },
  };
  const withResource = (id: string, properties: Record<string, unknown>): CheckedTemplate => ({
    ...sound,
    Resources: {
      ...sound.Resources,
      [id]: { ...sound.Resources![id]!, Properties: { ...sound.Resources![id]!.Properties, ...properties } },
    },
  });

  test('then a template without one has none', () => {
    expect(faultsOf(sound)).toEqual([]);
  });

  test.each<[string, CheckedTemplate, string]>([
    [
      'an unknown type',
      { Resources: { Queue: { Type: 'AWS::SQS::Qeueu' } } },
      'Queue: the type AWS::SQS::Qeueu is unknown',
    ],
    ['an unknown property', withResource('Queue', { Delay: 5 }), 'Queue.Delay: is unknown'],
    ['a property that every object has', withResource('Queue', { constructor: 'x' }), 'Queue.constructor: is unknown'],
    [
      'an unknown property within a list',
      withResource('Rule', { Targets: [{ Id: 'Target', Arn: 'arn', DeadLetters: 'arn' }] }),
      'Rule.Targets[0].DeadLetters: is unknown',
    ],
    [
      'an unknown property in a branch',
      withResource('Function', { Environment: { 'Fn::If': ['Condition', { Variables: {} }, { Values: {} }] } }),
      'Function.Environment.Fn::If[2].Values: is unknown',
    ],
    [
      'an unknown member of a tag',
      withResource('Key', { Tags: [{ Key: 'stage', Value: 'test', Propagate: true }] }),
      'Key.Tags[0].Propagate: is unknown',
    ],
    [
      'a missing property',
      {
        Resources: { Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: 'f', Action: 'a' } } },
      },
      'Permission.Principal: is missing',
    ],
    [
      'a missing property within a list',
      withResource('Rule', { Targets: [{ Id: 'Target' }] }),
      'Rule.Targets[0].Arn: is missing',
    ],
    [
      'a required property without a value',
      withResource('Function', { Role: { Ref: 'AWS::NoValue' } }),
      'Function.Role: is missing',
    ],
    [
      'a custom resource without its function',
      { Resources: { Custom: { Type: 'Custom::X' } } },
      'Custom.ServiceToken: is missing',
    ],
    [
      'a text for a number',
      withResource('Queue', { DelaySeconds: '5' }),
      'Queue.DelaySeconds: is "5", must be integer',
    ],
    ['a part of a number', withResource('Queue', { DelaySeconds: 5.5 }), 'Queue.DelaySeconds: is 5.5, must be integer'],
    ['a number for a text', withResource('Queue', { QueueName: 5 }), 'Queue.QueueName: is 5, must be string'],
    [
      'a text for a switch',
      withResource('Queue', { FifoQueue: 'true' }),
      'Queue.FifoQueue: is "true", must be boolean',
    ],
    [
      'an object for a list',
      withResource('Rule', { Targets: {} }),
      'Rule.Targets: is {}, must be a list, each an object',
    ],
    ['a text for an object', withResource('Function', { Code: 'code' }), 'Function.Code: is "code", must be an object'],
    [
      'a value that is none of those allowed',
      withResource('Function', { PackageType: 'Jar' }),
      'Function.PackageType: is "Jar", must be one of Image, Zip',
    ],
    [
      'a wrong value within a map',
      withResource('Function', { Environment: { Variables: { LIMIT: 5 } } }),
      'Function.Environment.Variables.LIMIT: is 5, must be string',
    ],
    [
      'a joined text for an object',
      withResource('Function', { Code: { 'Fn::Join': ['', ['code']] } }),
      'Function.Code: is one text, must be an object',
    ],
    [
      'a reference for a list',
      withResource('Function', { Layers: { Ref: 'Queue' } }),
      'Function.Layers: is one text, must be a list, each string',
    ],
    [
      'an attribute that is a list for a text',
      withResource('Queue', { QueueName: { 'Fn::GetAtt': ['Zone', 'NameServers'] } }),
      'Queue.QueueName: is a list, must be string',
    ],
    [
      'an unknown attribute',
      withResource('Queue', { QueueName: { 'Fn::GetAtt': ['Topic', 'Arn'] } }),
      'Queue.QueueName: AWS::SNS::Topic has no attribute Arn',
    ],
    [
      'an unknown attribute within a text',
      withResource('Queue', { QueueName: { 'Fn::Join': ['-', ['a', { 'Fn::GetAtt': 'Topic.Arn' }]] } }),
      'Queue.QueueName.Fn::Join[1][1]: AWS::SNS::Topic has no attribute Arn',
    ],
    [
      'an unknown attribute in a substitution',
      withResource('Queue', { QueueName: { 'Fn::Sub': ['${Own.Name}-${Topic.Arn}', { 'Own.Name': 'x' }] } }),
      'Queue.QueueName: AWS::SNS::Topic has no attribute Arn',
    ],
    [
      'an unknown attribute in an output',
      { ...sound, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Topic', 'Arn'] } } } },
      'Outputs.Arn.Value: AWS::SNS::Topic has no attribute Arn',
    ],
    [
      'an attribute of nothing',
      withResource('Queue', { QueueName: { 'Fn::GetAtt': ['Gone', 'Arn'] } }),
      'Queue.QueueName: there is no resource Gone',
    ],
  ])('when it is %s, then it is named with its place', (_name, template, fault) => {
    expect(faultsOf(template)).toEqual([fault]);
  });
});
