import { Match } from 'aws-cdk-lib/assertions';
import { EARLIER_REPLY_KEY_EXPORT } from '../../../infra/operate/stack-outputs.ts';
import { aStage, STACKS, synthesize } from '../../support/synthesize.ts';

const STATEFUL = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Cognito::UserPool'];

describe('given a stage that retains', () => {
  const { template, ofType, resources } = synthesize();
  const data = template('data');

  test('then everything stateful stays when its stack goes, and nothing stateful is in another stack', () => {
    const stateful = STATEFUL.flatMap((type) => ofType(type));
    expect(
      stateful
        .filter(
          ([, { DeletionPolicy, UpdateReplacePolicy }]) =>
            DeletionPolicy !== 'Retain' || UpdateReplacePolicy !== 'Retain',
        )
        .map(([id]) => id),
    ).toEqual([]);
    expect(resources('desk').filter(([, { Type }]) => STATEFUL.includes(Type))).toEqual([]);
    expect(
      ofType('AWS::DynamoDB::Table').map(([, { Properties }]) => Properties?.['DeletionProtectionEnabled']),
    ).toEqual([true, true, true]);
    data.hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' });
  });

  test('then the desk table has its stream, its recovery and just the list indexes of the design', () => {
    data.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      GlobalSecondaryIndexes: [
        ...[
          ['rows-all', 'LA_PK', 'L_SK', ['row']],
          ['rows-place', 'LP_PK', 'L_SK', ['row']],
          ['rows-assignee', 'LM_PK', 'L_SK', ['row']],
          ['rows-group', 'LG_PK', 'L_SK', ['row']],
          ['rows-customer', 'LC_PK', 'number', ['L_SK', 'row']],
        ].map(([IndexName, partition, sort, NonKeyAttributes]) => ({
          IndexName,
          KeySchema: [
            { AttributeName: partition, KeyType: 'HASH' },
            { AttributeName: sort, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes },
        })),
        Match.objectLike({ IndexName: 'by-agent', Projection: { ProjectionType: 'ALL' } }),
      ],
    });
    expect(
      ofType('AWS::DynamoDB::Table').filter(([, { Properties }]) => Properties?.['StreamSpecification']),
    ).toHaveLength(1);
  });

  test('then its indexes together name no more attributes than the hundred that DynamoDB allows, and the one number among their keys is one', () => {
    const desk = ofType('AWS::DynamoDB::Table')
      .map(([, { Properties }]) => Properties!)
      .find((properties) => properties['StreamSpecification'])!;
    const indexes = desk['GlobalSecondaryIndexes'] as readonly {
      readonly Projection: { readonly NonKeyAttributes?: readonly string[] };
    }[];
    expect(indexes.flatMap(({ Projection }) => Projection.NonKeyAttributes ?? []).length).toBeLessThanOrEqual(100);
    const types = (
      desk['AttributeDefinitions'] as readonly { readonly AttributeName: string; readonly AttributeType: string }[]
    ).filter(({ AttributeType }) => AttributeType !== 'S');
    expect(types).toEqual([{ AttributeName: 'number', AttributeType: 'N' }]);
  });

  test('then sessions end by themselves', () => {
    data.hasResourceProperties('AWS::DynamoDB::Table', {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test('then no bucket is public, and each refuses what is not encrypted on its way', () => {
    const buckets = ofType('AWS::S3::Bucket');
    expect(buckets).toHaveLength(5);
    for (const [, { Properties }] of buckets)
      expect(Properties?.['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    const denials = ofType('AWS::S3::BucketPolicy').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('"aws:SecureTransport":"false"'),
    );
    expect(denials).toHaveLength(5);
  });

  test('then agents upload from their browsers, and what no ticket took is gone two days later', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: { CorsRules: [Match.objectLike({ AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['*'] })] },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 2, Prefix: 'uploads/', Status: 'Enabled' }] },
    });
  });

  test('then SES of this account alone may store mail, which is kept for the days of the settings', () => {
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 's3:PutObject',
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
    data.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 365, Status: 'Enabled' }] },
    });
  });

  test('then what a stream’s functions fail at has a bucket each, as long as a dead letter, which tells of every object', () => {
    const failed = ofType('AWS::S3::Bucket')
      .map(([, { Properties }]) => Properties!)
      .filter((properties) => properties['NotificationConfiguration'] !== undefined);
    expect(failed).toHaveLength(2);
    for (const properties of failed)
      expect(properties).toMatchObject({
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 14, Status: 'Enabled' }] },
      });
  });

  test('then there is one key, which rotates as seldom as KMS allows', () => {
    expect(ofType('AWS::KMS::Key').map(([, { Properties }]) => Properties)).toEqual([
      expect.objectContaining({ EnableKeyRotation: true, RotationPeriodInDays: 2560 }),
    ]);
  });

  test('then nobody signs up alone, and a second factor is asked for', () => {
    data.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
    data.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
  });
});

describe('given a stage that is destroyed with its stacks', () => {
  const { ofType, resources, stacks } = synthesize(aStage({ removal: 'destroy' }));

  test('then nothing of any stack stays or resists', () => {
    const kept = STACKS.flatMap((stack) => resources(stack)).filter(([, { DeletionPolicy, UpdateReplacePolicy }]) =>
      [DeletionPolicy, UpdateReplacePolicy].some((policy) => policy !== undefined && policy !== 'Delete'),
    );
    expect(kept.map(([id]) => id)).toEqual([]);
    // CloudFormation keeps these where a template says nothing, or Lambda and S3 make it keep them.
    for (const [id, { DeletionPolicy }] of [...STATEFUL, 'AWS::Logs::LogGroup'].flatMap((type) => ofType(type)))
      expect({ id, DeletionPolicy }).toEqual({ id, DeletionPolicy: 'Delete' });
    expect(
      ofType('AWS::DynamoDB::Table').some(([, { Properties }]) => Properties?.['DeletionProtectionEnabled'] === true),
    ).toBe(false);
    expect(
      ofType('AWS::Cognito::UserPool').map(([, { Properties }]) => Properties?.['DeletionProtection']),
    ).not.toContain('ACTIVE');
    expect(STACKS.filter((name) => stacks[name].terminationProtection)).toEqual([]);
  });

  test('then every bucket is emptied before it is deleted, by a function whose log is deleted too', () => {
    for (const stack of STACKS) {
      const buckets = ofType('AWS::S3::Bucket', stack).map(([id]) => id);
      const emptied = ofType('Custom::S3AutoDeleteObjects', stack);
      expect(emptied.map(([, { Properties }]) => (Properties!['BucketName'] as { Ref: string }).Ref).sort()).toEqual(
        buckets.sort(),
      );
      for (const [, { Properties }] of emptied) {
        const [handler] = (Properties!['ServiceToken'] as { 'Fn::GetAtt': [string] })['Fn::GetAtt'];
        const [, { Properties: made }] = resources(stack).find(([id]) => id === handler)!;
        const log = (made!['LoggingConfig'] as { LogGroup: { Ref: string } }).LogGroup.Ref;
        expect(ofType('AWS::Logs::LogGroup', stack).map(([id]) => id)).toContain(log);
      }
    }
    expect(ofType('AWS::S3::Bucket')).toHaveLength(5);
  });

  test('then no function of any stack has a log that Lambda makes and nobody deletes', () => {
    const functions = ofType('AWS::Lambda::Function');
    expect(functions.length).toBeGreaterThan(20);
    expect(
      functions.filter(([, { Properties }]) => Properties?.['LoggingConfig'] === undefined).map(([id]) => id),
    ).toEqual([]);
  });
});

test('given a stage that retains, then no function may empty a bucket', () => {
  const { ofType } = synthesize();
  expect(ofType('Custom::S3AutoDeleteObjects')).toEqual([]);
});

test('given a stage that keeps the key of earlier reply addresses, then it is where and what it was, and is exported as it was', () => {
  const { ofType, template } = synthesize(aStage({ keepEarlierReplyKey: true }));
  const [, earlier] = ofType('AWS::KMS::Key', 'data').find(([id]) => id === 'KeysReply7250B9EE')!;
  expect(earlier).toMatchObject({
    Properties: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    DeletionPolicy: 'Retain',
  });
  // The desk stack of the release before imports both until it is deployed, which is after the data stack.
  const names = Object.keys(template('data').toJSON()['Outputs'] as object).filter((name) => name.includes('Reply'));
  expect(names.filter((name) => name.startsWith(EARLIER_REPLY_KEY_EXPORT))).toHaveLength(1);
  expect(names.sort()).toEqual([
    'ExportsOutputFnGetAttKeysReply7250B9EEArn8FA82AFC',
    'ExportsOutputRefKeysReply7250B9EEEA37AD46',
  ]);
});
