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
const queueOf = (name: string) =>
  inDesk('AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties!)
    .find(({ FunctionName }) => FunctionName.Ref === functionOf(name)[0])!['EventSourceArn']['Fn::GetAtt'][0] as string;
const queues = new Map(inDesk('AWS::SQS::Queue'));
const lettersOf = (name: string) =>
  queues.get(queueOf(name))!.Properties!['RedrivePolicy'].deadLetterTargetArn['Fn::GetAtt'][0] as string;

const grantsOf = (name: string) =>
  inDesk('AWS::IAM::Policy')
    .map(([, { Properties }]) => Properties!)
    .filter(({ Roles }) => Roles[0].Ref === functionOf(name)[1].Properties!['Role']['Fn::GetAtt'][0])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement as object[]);

describe('given reserved calls', () => {
  it('what changes a call reaches the function that schedules it, and nothing else does', () => {
    const rules = inDesk('AWS::Events::Rule')
      .map(([, { Properties }]) => Properties!)
      .filter(({ Targets }) => Targets[0].Arn['Fn::GetAtt'][0] === queueOf('schedule-calls'));
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
      {
        source: ['handover.desk'],
        'detail-type': ['CallReserved.v1', 'CallChanged.v1', 'CallDone.v1', 'CallCancelled.v1'],
      },
    ]);
  });

  it('schedules bring due calls into the queue of the function that rings, and what it does not take to its dead letters', () => {
    const { DUE_CALLS_QUEUE_ARN, DEAD_LETTERS_ARN, SCHEDULE_GROUP } = variablesOf('schedule-calls');
    expect(DUE_CALLS_QUEUE_ARN!['Fn::GetAtt']).toEqual([queueOf('ring-calls'), 'Arn']);
    expect(DEAD_LETTERS_ARN!['Fn::GetAtt']).toEqual([lettersOf('ring-calls'), 'Arn']);
    expect(inDesk('AWS::Scheduler::ScheduleGroup').map(([, { Properties }]) => Properties!['Name'] as unknown)).toEqual(
      [SCHEDULE_GROUP],
    );
    expect(JSON.stringify(grantsOf('schedule-calls'))).toContain(`:schedule/${String(SCHEDULE_GROUP)}/*`);
    expect(variablesOf('ring-calls')['DUE_CALLS_QUEUE_URL']!.Ref).toBe(queueOf('ring-calls'));
  });

  it('the role of the schedules is the scheduler’s alone, for this account, and may write into these two queues', () => {
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
        Action: 'sqs:SendMessage',
        Resource: [lettersOf('ring-calls'), queueOf('ring-calls')].map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
      },
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
