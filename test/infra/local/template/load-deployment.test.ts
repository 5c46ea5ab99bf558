import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetsOf, parseTemplate } from '../../../../infra/local/template/template.ts';
import { loadDeployment, resolveTemplates } from '../../../../infra/local/template/load-deployment.ts';
import { account, aDeployment, aFolder, ports, region, theResource } from '../../../support/local-aws.ts';

const queue = { Type: 'AWS::SQS::Queue', Properties: {} };

describe('a deployment', () => {
  it('gives every resource a name that is the same at every start', () => {
    const [first, second] = [aDeployment({ Work: queue }), aDeployment({ Other: queue, Work: queue })];

    expect(theResource(second, 'Work')).toEqual(theResource(first, 'Work'));
    expect(theResource(first, 'Work')).toMatchObject({
      ref: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4401\/123456789012\/Test-Work-[0-9A-F]{12}$/),
      attributes: { Arn: expect.stringMatching(/^arn:aws:sqs:eu-west-1:123456789012:Test-Work-[0-9A-F]{12}$/) },
    });
    expect(theResource(second, 'Other').ref).not.toBe(theResource(second, 'Work').ref);
  });

  it('finds a resource by type, ARN and ref', () => {
    const deployment = aDeployment({
      Work: queue,
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'desk' } },
    });

    expect(deployment.ofType('AWS::Events::EventBus').map(({ ref }) => ref)).toEqual(['desk']);
    expect(deployment.byArn(`arn:aws:events:${region}:${account}:event-bus/desk`).logicalId).toBe('Bus');
    expect(deployment.byArn(theResource(deployment, 'Work').ref).logicalId).toBe('Work');
    expect(() => deployment.byArn('arn:aws:sqs:eu-west-1:123456789012:none')).toThrow(/No resource/);
  });

  it('leaves out what a condition leaves out', () => {
    const deployment = aDeployment(
      { Work: queue, Prod: { ...queue, Condition: 'IsProd' }, Dev: { ...queue, Condition: 'IsDev' } },
      {
        Parameters: { Stage: { Type: 'String', Default: 'dev' } },
        Conditions: {
          IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
          IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
        },
      },
    );

    expect(deployment.resources.map(({ logicalId }) => logicalId)).toEqual(['Work', 'Dev']);
  });

  it('resolves across stacks, whatever their order', () => {
    const importing = parseTemplate('Front', {
      Resources: {
        Fn: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: { Queues: [{ 'Fn::ImportValue': 'Data:Work' }], PolicyDocument: {} },
        },
      },
    });
    const exporting = parseTemplate('Data', {
      Resources: { Work: queue },
      Outputs: { WorkUrl: { Value: { Ref: 'Work' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Work' } } } },
    });

    const deployment = resolveTemplates([importing, exporting], { region, account, ports });

    expect(theResource(deployment, 'Fn').properties.Queues).toEqual([theResource(deployment, 'Work').ref]);
    expect(deployment.outputs).toEqual({ 'Data.WorkUrl': theResource(deployment, 'Work').ref });
  });

  it('knows addresses that only a join makes', () => {
    const deployment = aDeployment(
      {
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'desk', ProtocolType: 'HTTP' } },
        Site: {
          Type: 'AWS::CloudFront::Distribution',
          Properties: {
            DistributionConfig: {
              Origins: [
                { DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }] }] } },
              ],
            },
          },
        },
      },
      {
        Outputs: {
          Address: { Value: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Site', 'DomainName'] }, '/']] } },
        },
      },
    );

    expect(deployment.outputs['Test.Address']).toBe('http://localhost:4400/');
    expect(theResource(deployment, 'Site').properties.DistributionConfig).toEqual({
      Origins: [{ DomainName: `${theResource(deployment, 'Api').ref}.execute-api.eu-west-1.amazonaws.com` }],
    });
  });

  it('leaves out the functions that only provide a custom resource', () => {
    const deployment = aDeployment({
      Provider: { Type: 'AWS::Lambda::Function', Properties: { Role: 'none', Code: {} } },
      Empty: {
        Type: 'Custom::S3AutoDeleteObjects',
        Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] }, BucketName: 'raw' },
      },
    });

    expect(deployment.ofType('AWS::Lambda::Function')).toEqual([]);
  });

  it('names everything that it does not know, at once', () => {
    expect(() =>
      aDeployment({
        Cluster: { Type: 'AWS::ECS::Cluster' },
        Work: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        Policy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: { Queues: [{ 'Fn::GetAtt': ['Work', 'Depth'] }], PolicyDocument: {} },
        },
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Nobody' } } },
      }),
    ).toThrow(
      [
        "The template says what this machine doesn't know:",
        '- Test/Cluster: the resource type AWS::ECS::Cluster is not known here',
        '- Test/Work (AWS::SQS::Queue): the property FifoQueue is not known here',
        '- Test/Work (AWS::SQS::Queue): the attribute Depth is not known here',
        "- Test refers to Nobody, which it doesn't have",
      ].join('\n'),
    );
  });

  it('refuses a value that only AWS knows', () => {
    expect(() =>
      aDeployment({
        Pool: {
          Type: 'AWS::Cognito::UserPoolClient',
          Properties: { UserPoolId: 'x', AllowedOAuthFlows: ['implicit'] },
        },
        Edge: { Type: 'AWS::CloudFront::Function', Properties: { AutoPublish: false } },
      }),
    ).toThrow(
      /the value \["implicit"\] of AllowedOAuthFlows is not known here\n- Test\/Edge \(AWS::CloudFront::Function\): the value false of AutoPublish/,
    );
  });

  it.each<[string, object, RegExp]>([
    ['a section', { Transform: 'AWS::Serverless-2016-10-31' }, /Unknown template section of Test: Transform/],
    ['a resource key', { Resources: { Work: { ...queue, Later: true } } }, /Unknown key of resource Test\/Work: Later/],
  ])('refuses %s that it does not know', (_name, template, message) => {
    expect(() => parseTemplate('Test', template as Record<string, unknown>)).toThrow(message);
  });

  it('is read from a cloud assembly with its assets', () => {
    using folder = aFolder();
    const write = (name: string, content: object) => {
      writeFileSync(join(folder.path, name), JSON.stringify(content));
    };
    write('manifest.json', {
      artifacts: {
        'Desk.assets': { type: 'cdk:asset-manifest', properties: {} },
        Desk: {
          type: 'aws:cloudformation:stack',
          properties: { templateFile: 'Desk.template.json', stackName: 'Handover-desk' },
        },
      },
    });
    write('Desk.template.json', {
      Parameters: {
        BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
      },
      Rules: { CheckBootstrapVersion: {} },
      Resources: { Work: queue },
    });
    write('Desk.assets.json', {
      files: {
        abc: { source: { path: 'asset.abc', packaging: 'zip' }, destinations: { current: { objectKey: 'abc.zip' } } },
      },
    });
    mkdirSync(join(folder.path, 'asset.abc'));

    const deployment = loadDeployment({ cloudAssembly: folder.path, region, account, ports });

    expect(deployment.resources.map(({ stack, logicalId }) => `${stack}/${logicalId}`)).toEqual(['Handover-desk/Work']);
    expect(assetsOf(folder.path)('abc.zip')).toBe(join(folder.path, 'asset.abc'));
    expect(() => assetsOf(folder.path)('other.zip')).toThrow(/No asset/);
    expect(() => loadDeployment({ cloudAssembly: join(folder.path, 'none'), region, account, ports })).toThrow(
      /run npm run synth/,
    );
  });
});
