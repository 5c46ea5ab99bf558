import type { Principal } from '../../../../infra/local/kernel.ts';
import { iam } from '../../../../infra/local/iam/iam.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { account, aDeployment, aFolder, aFunction, theResource } from '../../../support/local-aws.ts';

const desk = `arn:aws:dynamodb:eu-west-1:${account}:table/desk`;
const rights = (resources: Readonly<Record<string, unknown>>) => {
  using folder = aFolder();
  const deployment = aDeployment(resources);
  const state = openState(folder.path);
  const made = iam(deployment, state);
  state.close();
  const fn = theResource(deployment, 'Fn');
  return {
    ...made,
    principal: { kind: 'role', roleArn: String(fn.properties.Role), functionName: fn.ref } satisfies Principal,
    functionArn: fn.attributes.Arn!,
  };
};

describe('the rights of a role', () => {
  it('come from its own policies, attached ones and managed ones', () => {
    const { authorize, principal } = rights({
      ...aFunction({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: desk }),
      FnRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {},
          Policies: [
            {
              PolicyName: 'inline',
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: desk }] },
            },
          ],
          ManagedPolicyArns: [
            {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
              ],
            },
            { Ref: 'Managed' },
          ],
        },
      },
      Managed: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Statement: { Effect: 'Allow', Action: 'dynamodb:Query', Resource: desk } } },
      },
      Other: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'other',
          Roles: ['another'],
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        },
      },
    });

    for (const action of ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']) authorize(principal, action, desk);
    authorize(principal, 'logs:PutLogEvents', 'arn:aws:logs:eu-west-1:123456789012:log-group:x');
    expect(() => {
      authorize(principal, 'dynamodb:Scan', desk);
    }).toThrow();
  });

  it('are refused in the words of AWS', () => {
    const { authorize, principal } = rights(aFunction());

    expect(() => {
      authorize(principal, 'dynamodb:PutItem', desk);
    }).toThrow(
      expect.objectContaining({
        code: 'AccessDeniedException',
        message: `User: arn:aws:sts::${account}:assumed-role/${principal.roleArn.split('/').at(-1)!}/${principal.functionName} is not authorized to perform: dynamodb:PutItem on resource: ${desk} because no identity-based policy allows the dynamodb:PutItem action`,
      }),
    );
  });

  it('are refused by a denial, and say so', () => {
    const { authorize, principal } = rights(
      aFunction(
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' },
      ),
    );

    authorize(principal, 'dynamodb:GetItem', desk);
    expect(() => {
      authorize(principal, 'dynamodb:DeleteItem', desk);
    }).toThrow(/with an explicit deny in an identity-based policy$/);
  });

  it('are everything for the operator', () => {
    const { authorize } = rights(aFunction());

    expect(() => {
      authorize({ kind: 'operator' }, 'dynamodb:DeleteTable', desk);
    }).not.toThrow();
  });

  it('stop the start when a managed policy is not known', () => {
    expect(() =>
      rights({
        ...aFunction(),
        FnRole: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {},
            ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
          },
        },
      }),
    ).toThrow(
      /Test\/FnRole, ManagedPolicyArns: the policy arn:aws:iam::aws:policy\/AdministratorAccess is not known here/,
    );
  });
});

describe('credentials', () => {
  it('belong to one function, and are the same at the next start', () => {
    using folder = aFolder();
    const deployment = aDeployment({
      ...aFunction(),
      Other: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['FnRole', 'Arn'] }, Code: {} } },
    });
    const start = () => {
      const state = openState(folder.path);
      const made = iam(deployment, state);
      state.close();
      return made;
    };
    const [fn, other] = ['Fn', 'Other'].map((id) => theResource(deployment, id));

    const [first, second] = [start(), start()];

    expect(second.credentialsFor(fn!.attributes.Arn!)).toEqual(first.credentialsFor(fn!.attributes.Arn!));
    expect(first.credentialsFor(other!.attributes.Arn!)).not.toEqual(first.credentialsFor(fn!.attributes.Arn!));
    expect(first.holderOf(first.credentialsFor(fn!.attributes.Arn!).accessKeyId)?.principal).toMatchObject({
      kind: 'role',
      functionName: fn!.ref,
    });
    expect(first.holderOf(first.operatorCredentials.accessKeyId)?.principal).toEqual({ kind: 'operator' });
    expect(first.holderOf('AKIANOBODY')).toBeUndefined();
    expect(() => first.credentialsFor('arn:aws:lambda:eu-west-1:1:function:none')).toThrow(/no function/);
  });

  it('differ between data folders', () => {
    expect(rights(aFunction()).operatorCredentials).not.toEqual(rights(aFunction()).operatorCredentials);
  });
});
