import { isAssumedBy } from '../../../../infra/local/iam/roles.ts';
import { iam } from '../../../../infra/local/iam/iam.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { account, aDeployment, aFolder, theResource } from '../../../support/local-aws.ts';

const aRole = (statement: object | undefined) => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: statement ? { Version: '2012-10-17', Statement: [statement] } : {},
      Policies: [
        {
          PolicyName: 'send',
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:123456789012:due' },
            ],
          },
        },
      ],
    },
  },
});
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' } };

it.each([
  ['that names it', trust, true],
  ['for this account', { ...trust, Condition: { StringEquals: { 'aws:SourceAccount': account } } }, true],
  ['for another account', { ...trust, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } }, false],
  ['that names another service', { ...trust, Principal: { Service: 'lambda.amazonaws.com' } }, false],
  ['that denies it', { ...trust, Effect: 'Deny' }, false],
  ['for another action', { ...trust, Action: 'sts:TagSession' }, false],
  ['that is empty', undefined, false],
])('given a trust policy %s, then the scheduler may act as the role accordingly', (_what, statement, expected) => {
  const deployment = aDeployment(aRole(statement));
  expect(isAssumedBy(deployment, theResource(deployment, 'Role'), 'scheduler.amazonaws.com')).toBe(expected);
});

it('given a role that schedules act as, then it has the rights of its policies and no other', () => {
  using folder = aFolder();
  const deployment = aDeployment(aRole(trust));
  const state = openState(folder.path);
  const { authorize } = iam(deployment, state);
  state.close();
  const principal = {
    kind: 'role',
    roleArn: theResource(deployment, 'Role').attributes.Arn!,
    functionName: 'scheduler',
  } as const;
  authorize(principal, 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:due');
  expect(() => {
    authorize(principal, 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:other');
  }).toThrow(/is not authorized to perform: sqs:SendMessage/);
});
