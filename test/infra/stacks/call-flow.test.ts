import { Match } from 'aws-cdk-lib/assertions';
import { synthesize } from '../../support/synthesize.ts';

const stage = synthesize();
const desk = stage.template('desk');
const inDesk = (type: string) => stage.ofType(type, 'desk');
const functionOf = (name: string) =>
  inDesk('AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties?.['Environment']?.Variables?.POWERTOOLS_SERVICE_NAME === name,
  )!;
const variablesOf = (name: string) =>
  functionOf(name)[1].Properties!['Environment'].Variables as Record<string, { 'Fn::GetAtt': string[]; Ref: string }>;
const grantsOf = (name: string) =>
  inDesk('AWS::IAM::Policy')
    .map(([, { Properties }]) => Properties!)
    .filter(({ Roles }) => Roles[0].Ref === functionOf(name)[1].Properties!['Role']['Fn::GetAtt'][0])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement as object[]);

describe('given reserved calls', () => {
  it('what changes a call reaches the function that schedules it, and nothing else does', () => {
    const rules = inDesk('AWS::Events::Rule')
      .map(([, { Properties }]) => Properties!)
      .filter(({ Targets }) => Targets[0].Arn['Fn::GetAtt'][0] === functionOf('schedule-calls')[0]);
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
      {
        source: ['handover.desk'],
        'detail-type': ['CallReserved.v1', 'CallChanged.v1', 'CallDone.v1', 'CallCancelled.v1'],
      },
    ]);
  });

  it('schedules give due calls to the function that rings, and what it can not be given to dead letters', () => {
    const { RING_CALLS_ARN, DEAD_LETTERS_ARN, SCHEDULE_GROUP } = variablesOf('schedule-calls');
    expect(RING_CALLS_ARN!['Fn::GetAtt']).toEqual([functionOf('ring-calls')[0], 'Arn']);
    expect(DEAD_LETTERS_ARN!['Fn::GetAtt']).toEqual([expect.stringMatching(/^DeadLettersAgents/), 'Arn']);
    expect(inDesk('AWS::Scheduler::ScheduleGroup').map(([, { Properties }]) => Properties!['Name'] as unknown)).toEqual(
      [SCHEDULE_GROUP],
    );
    expect(JSON.stringify(grantsOf('schedule-calls'))).toContain(`:schedule/${String(SCHEDULE_GROUP)}/*`);
  });

  it('the role of the schedules is the scheduler’s alone, for this account, and reaches that function and dead letters alone', () => {
    const role = variablesOf('schedule-calls')['SCHEDULER_ROLE_ARN']!['Fn::GetAtt'][0]!;
    expect(new Map(inDesk('AWS::IAM::Role')).get(role)!.Properties!['AssumeRolePolicyDocument'].Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
    const statements = inDesk('AWS::IAM::Policy')
      .map(([, { Properties }]) => Properties!)
      .filter(({ Roles }) => Roles[0].Ref === role)
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement as object[]);
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: variablesOf('schedule-calls')['RING_CALLS_ARN'],
      },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: variablesOf('schedule-calls')['DEAD_LETTERS_ARN'] },
    ]);
  });

  it('one function alone makes schedules, and gives that role to nobody but the scheduler', () => {
    desk.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('SchedulesRole'), 'Arn'] },
            Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
          },
        ]),
      },
      Roles: [functionOf('schedule-calls')[1].Properties!['Role']['Fn::GetAtt'][0]].map((Ref: string) => ({ Ref })),
    });
    const makers = inDesk('AWS::IAM::Policy').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('scheduler:'),
    );
    expect(makers).toHaveLength(1);
  });
});
