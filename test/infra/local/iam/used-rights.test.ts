import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iam, type OnUsedRight, writeUsedRights } from '../../../../infra/local/iam/iam.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { aDeployment, aFolder, aFunction } from '../../../support/local-aws.ts';
import {
  grantsOf,
  type Justification,
  unusedGrants,
  usedIn,
  describeGrant,
} from '../../../support/roles/unused-grants.ts';

const bucket = { 'Fn::GetAtt': ['Files', 'Arn'] };
const { Fn, ...roles } = aFunction(
  { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: { 'Fn::Join': ['', [bucket, '/*']] } },
  { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket },
);
const deployment = aDeployment({
  Files: { Type: 'AWS::S3::Bucket', Properties: {} },
  ...roles,
  Fn: {
    ...Fn,
    Properties: { ...Fn.Properties, Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'take-files' } } },
  },
});
const role = deployment.ofType('AWS::IAM::Role')[0]!;
const fn = deployment.ofType('AWS::Lambda::Function')[0]!;
const files = deployment.ofType('AWS::S3::Bucket')[0]!.attributes.Arn!;

/** The function asks for these, as far as its role lets it; what is unused then. */
const after = (
  asked: readonly (readonly [action: string, resource: string])[],
  justified: readonly Justification[] = [],
) => {
  using folder = aFolder();
  const state = openState(folder.path);
  const record: OnUsedRight = writeUsedRights(join(folder.path, 'used'));
  const { authorize } = iam(deployment, state, record);
  const refused = asked.filter(([action, resource]) => {
    try {
      authorize({ kind: 'role', roleArn: role.attributes.Arn!, functionName: fn.ref }, action, resource);
      return false;
    } catch {
      return true;
    }
  });
  state.close();
  const written = readdirSync(join(folder.path, 'used')).flatMap((name) =>
    readFileSync(join(folder.path, 'used', name), 'utf8')
      .trim()
      .split('\n'),
  );
  const { unexplained, explained, outdated } = unusedGrants(
    grantsOf(deployment),
    usedIn(join(folder.path, 'used')),
    justified,
  );
  return {
    refused: refused.length,
    written: written.filter(Boolean).length,
    unexplained: unexplained.map(describeGrant),
    explained: explained.map(({ grant }) => describeGrant(grant)),
    outdated: outdated.length,
  };
};

it('names what is granted and used by nothing', () => {
  expect(
    after([
      ['s3:GetObject', `${files}/a`],
      ['s3:GetObject', `${files}/b`],
    ]),
  ).toEqual({
    refused: 0,
    written: 1,
    unexplained: ['take-files s3:PutObject on Files/*', 'take-files s3:ListBucket on Files'],
    explained: [],
    outdated: 0,
  });
});

it('counts no call that was refused', () => {
  expect(
    after([
      ['s3:DeleteObject', `${files}/a`],
      ['s3:PutObject', 'arn:aws:s3:::other/a'],
    ]),
  ).toMatchObject({ refused: 2, written: 0, unexplained: { length: 3 } });
});

it('takes a reason for what is unused, and says when the reason holds no longer', () => {
  const all = [
    ['s3:GetObject', `${files}/a`],
    ['s3:PutObject', `${files}/a`],
  ] as const;
  const listing: Justification = {
    name: 'take-files',
    action: 's3:ListBucket',
    on: /^Files$/,
    reason: 'to be told what is not there',
  };
  expect(after(all, [listing])).toMatchObject({
    unexplained: [],
    explained: ['take-files s3:ListBucket on Files'],
    outdated: 0,
  });
  expect(after([...all, ['s3:ListBucket', files]], [listing])).toMatchObject({
    unexplained: [],
    explained: [],
    outdated: 1,
  });
  expect(after([...all, ['s3:ListBucket', files]], [{ ...listing, seldom: true }])).toMatchObject({ outdated: 0 });
  expect(after(all, [{ ...listing, action: 's3:DeleteObject' }])).toMatchObject({
    unexplained: ['take-files s3:ListBucket on Files'],
    outdated: 1,
  });
});
