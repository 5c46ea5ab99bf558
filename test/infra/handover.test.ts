import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { defineHandover } from '../../infra/handover.ts';
import { loadDeployment } from '../../infra/local/template/load-deployment.ts';
import { account, ports, region } from '../support/local-aws.ts';
import {
  anApp,
  aStage,
  placeholderAssets,
  STAGE_VARIANTS,
  type StackName,
  STACKS,
  synthesize,
} from '../support/synthesize.ts';

/** With CDK's own check of the templates, which the other suites leave out. */
const synthesizeChecked = (settings: Readonly<Record<string, unknown>> = {}) =>
  synthesize(aStage(settings), undefined, anApp({ checksTemplates: true }));

describe('given a stage', () => {
  const stage = synthesizeChecked();

  test('when it is synthesized, then each stack is far from the 500 resources that CloudFormation allows', () => {
    for (const name of STACKS)
      expect({ name, resources: stage.resources(name).length < 400 }).toEqual({ name, resources: true });
  });

  test('when it is deployed, then what is called stands before what calls it', () => {
    const before = (name: StackName) => stage.stacks[name].dependencies.map((stack) => stack.stackName);
    expect(before('data')).toEqual([]);
    expect(before('front')).toEqual(['handover-test-data']);
    expect(before('desk')).toEqual(expect.arrayContaining(['handover-test-data', 'handover-test-front']));
    expect(before('console')).toContain('handover-test-desk');
  });

  test('when a stack is deleted by mistake, then AWS refuses if it holds what can not be made again', () => {
    expect(STACKS.filter((name) => stage.stacks[name].terminationProtection)).toEqual(['data']);
  });

  test('when another stage lives in the same account, then no name of one can be a name of the other', () => {
    const named = STACKS.flatMap((name) => stage.resources(name)).flatMap(([id, { Type, Properties = {} }]) =>
      physicalNames(Type, Properties).map((name) => ({ id, name })),
    );
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter(({ name }) => !name.includes('test'))).toEqual([]);
  });
});

test.each(STAGE_VARIANTS)(
  'given a stage with %s, when it is synthesized, then cdk-nag finds nothing that is not acknowledged',
  (_name, settings) => {
    expect(() => synthesizeChecked(settings)).not.toThrow();
  },
);

test.each([['retain'], ['destroy']])(
  'given a stage whose removal is to %s what it stores, then the hosts of one machine know all that it is made of',
  (removal) => {
    const loaded: string[] = [];
    synthesize(aStage({ removal }), (cloudAssembly) => {
      const deployment = loadDeployment({ cloudAssembly, region, account, ports });
      loaded.push(...deployment.ofType('AWS::Lambda::Function').map(({ logicalId }) => logicalId));
      expect(deployment.ofType('Custom::S3AutoDeleteObjects')).toHaveLength(removal === 'destroy' ? 5 : 0);
    });
    expect(loaded.length).toBeGreaterThan(20);
    // What only a deployment calls is not started.
    expect(loaded.filter((id) => /^Custom|Activate/.test(id))).toEqual([]);
  },
);

test('given a queue without TLS, when the app is synthesized, then cdk-nag stops it', () => {
  const app = anApp({ checksTemplates: true });
  const { desk } = defineHandover(app, { config: aStage(), assets: placeholderAssets() });
  new CfnQueue(desk, 'Open');
  const silent = jest.spyOn(console, 'error').mockImplementation(() => {});
  expect(() => app.synth()).toThrow();
  silent.mockRestore();
  const report = readFileSync(join(app.outdir, 'validation-report.json'), 'utf8');
  rmSync(app.outdir, { recursive: true });
  expect(report).toContain('AwsSolutions-SQS4');
});

/** Names that are nobody's but their parent's, or labels. */
// What lies within another resource has its name there, not in the account.
const NOT_PHYSICAL = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Stage',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::IAM::Policy',
];

/**
 * The names that the template itself gives to a resource: `Name`, `…Name` after its type, or a sign-in domain;
 * references to others left out.
 */
const physicalNames = (type: string, properties: Readonly<Record<string, unknown>>): string[] => {
  if (NOT_PHYSICAL.includes(type)) return [];
  const kind = type.split('::').at(-1) ?? '';
  const nested = Object.values(properties).filter(
    (value): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  const values = [
    properties['Name'],
    properties[`${kind}Name`],
    properties['Domain'],
    ...nested.map((value) => value['Name']),
  ];
  return values.filter((value) => value !== undefined).map((value) => JSON.stringify(value));
};
