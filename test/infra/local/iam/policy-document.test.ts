import { byAction, evaluate, parsePolicy } from '../../../../infra/local/iam/policy-document.ts';

const desk = 'arn:aws:dynamodb:eu-west-1:123456789012:table/desk';
const policy = (...Statement: readonly object[]) => parsePolicy({ Version: '2012-10-17', Statement }, 'Test/Policy');
const ask = (statements: readonly object[], action: string, resource: string, context = {}) =>
  evaluate(policy(...statements), { action, resource, context });
const allow = (more: object) => ({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: desk, ...more });

describe('evaluating statements', () => {
  it.each<[string, object, string, string, 'allow' | 'none']>([
    ['the very action and resource', allow({}), 'dynamodb:GetItem', desk, 'allow'],
    ['an action in another case', allow({ Action: 'DynamoDB:getitem' }), 'dynamodb:GetItem', desk, 'allow'],
    ['another action', allow({}), 'dynamodb:PutItem', desk, 'none'],
    [
      'one action of a list',
      allow({ Action: ['dynamodb:Query', 'dynamodb:GetItem'] }),
      'dynamodb:GetItem',
      desk,
      'allow',
    ],
    ['an action pattern', allow({ Action: 'dynamodb:*Item' }), 'dynamodb:PutItem', desk, 'allow'],
    ['a pattern of one character', allow({ Action: 'dynamodb:?etItem' }), 'dynamodb:GetItem', desk, 'allow'],
    [
      'every action but one',
      { Effect: 'Allow', NotAction: 'dynamodb:DeleteItem', Resource: desk },
      'dynamodb:GetItem',
      desk,
      'allow',
    ],
    [
      'the one action left out',
      { Effect: 'Allow', NotAction: 'dynamodb:Delete*', Resource: desk },
      'dynamodb:DeleteItem',
      desk,
      'none',
    ],
    ['another table', allow({}), 'dynamodb:GetItem', `${desk}2`, 'none'],
    [
      'an index, when only the table is named',
      allow({ Action: 'dynamodb:Query' }),
      'dynamodb:Query',
      `${desk}/index/by-agent`,
      'none',
    ],
    [
      'an index by pattern',
      allow({ Action: 'dynamodb:Query', Resource: [desk, `${desk}/index/*`] }),
      'dynamodb:Query',
      `${desk}/index/by-agent`,
      'allow',
    ],
    ['a resource in another case', allow({}), 'dynamodb:GetItem', desk.toUpperCase(), 'none'],
    ['any resource but one', { Effect: 'Allow', Action: '*', NotResource: desk }, 'dynamodb:GetItem', desk, 'none'],
    [
      'a dot of a pattern for itself only',
      allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::raw.mail/*' }),
      's3:GetObject',
      'arn:aws:s3:::rawxmail/a',
      'none',
    ],
  ])('%s', (_name, statement, action, resource, expected) => {
    expect(ask([statement], action, resource)).toBe(expected);
  });

  it('lets one denial outweigh every permission', () => {
    expect(
      ask(
        [allow({ Action: '*', Resource: '*' }), { Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: '*' }],
        'dynamodb:GetItem',
        desk,
      ),
    ).toBe('deny');
  });

  it.each<[string, object, Record<string, string | string[]>, 'allow' | 'none']>([
    ['StringEquals', { StringEquals: { 'aws:SourceAccount': ['1', '2'] } }, { 'aws:SourceAccount': '2' }, 'allow'],
    ['StringEquals', { StringEquals: { 'aws:SourceAccount': '1' } }, { 'aws:SourceAccount': '2' }, 'none'],
    ['a key in another case', { StringEquals: { 'AWS:SourceAccount': '1' } }, { 'aws:sourceaccount': '1' }, 'allow'],
    ['a key that is missing', { StringEquals: { 'aws:SourceAccount': '1' } }, {}, 'none'],
    ['a key that may be missing', { StringEqualsIfExists: { 'aws:SourceAccount': '1' } }, {}, 'allow'],
    ['StringNotEquals', { StringNotEquals: { 'aws:SourceAccount': '1' } }, { 'aws:SourceAccount': '1' }, 'none'],
    ['StringNotEquals of a key that is missing', { StringNotEquals: { 'aws:SourceAccount': '1' } }, {}, 'allow'],
    ['StringLike', { StringLike: { 's3:prefix': 'mails/*' } }, { 's3:prefix': 'mails/1' }, 'allow'],
    [
      'ArnLike',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/*' } },
      { 'aws:SourceArn': 'arn:aws:events:eu-west-1:1:rule/desk/mail' },
      'allow',
    ],
    [
      'ArnEquals',
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:1:a' } },
      { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:1:b' },
      'none',
    ],
    ['Bool', { Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'true' }, 'none'],
    ['every value', { 'ForAllValues:StringEquals': { 's3:prefix': ['a', 'b'] } }, { 's3:prefix': ['a', 'c'] }, 'none'],
    ['any value', { 'ForAnyValue:StringEquals': { 's3:prefix': ['a', 'b'] } }, { 's3:prefix': ['a', 'c'] }, 'allow'],
    [
      'two operators, one of which fails',
      { StringEquals: { 'aws:SourceAccount': '1' }, Bool: { 'aws:SecureTransport': 'true' } },
      { 'aws:SourceAccount': '1', 'aws:SecureTransport': 'false' },
      'none',
    ],
  ])('condition: %s', (_name, Condition, context, expected) => {
    expect(ask([allow({ Condition })], 'dynamodb:GetItem', desk, context)).toBe(expected);
  });

  it.each<[string, object, RegExp]>([
    [
      'a condition operator',
      allow({ Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '1' } } }),
      /Test\/Policy: the condition operator NumericLessThan is not known here/,
    ],
    [
      'a condition key',
      allow({ Condition: { StringEquals: { 'dynamodb:Attributes': 'x' } } }),
      /the condition key dynamodb:Attributes is not known here/,
    ],
    ['a statement key', allow({ NotPrincipal: '*' }), /the statement key NotPrincipal is not known here/],
    [
      'a policy variable',
      allow({ Resource: 'arn:aws:s3:::raw/${aws:username}' }),
      /the policy variable in .* is not known here/,
    ],
  ])('refuses %s that it does not know', (_name, statement, message) => {
    expect(() => policy(statement)).toThrow(message);
  });
});

describe('the statements on an action', () => {
  const statements = policy(
    allow({ Action: ['dynamodb:*Item', 'dynamodb:Query'] }),
    { Effect: 'Deny', Action: 'DYNAMODB:DeleteItem', Resource: '*' },
    { Effect: 'Allow', NotAction: ['dynamodb:*', 'sqs:Purge?ueue'], Resource: '*' },
  );
  const known = byAction(statements);
  const actions = [
    'dynamodb:GetItem',
    'dynamodb:deleteitem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'sqs:PurgeQueue',
    'sqs:SendMessage',
  ];
  const verdicts = (of: (action: string) => typeof statements) =>
    actions.map((action) => evaluate(of(action), { action, resource: desk, context: {} }));

  it('say of it what all statements say, however often it is asked and whatever else was', () => {
    const expected = ['allow', 'deny', 'allow', 'none', 'none', 'allow'];
    expect(verdicts(() => statements)).toEqual(expected);
    expect(verdicts(known)).toEqual(expected);
    for (let i = 0; i < 500; i += 1) expect(known(`other:Action${String(i)}`)).toHaveLength(1);
    expect(verdicts(known)).toEqual(expected);
    expect(known('sqs:SendMessage')).toBe(known('sqs:SendMessage'));
  });
});
