import {
  evaluateCondition,
  noValue,
  resolveIntrinsics,
  type Scope,
} from '../../../../infra/local/template/resolve-intrinsics.ts';

const known =
  <T>(values: Readonly<Record<string, T>>) =>
  (name: string): T => {
    if (Object.hasOwn(values, name)) return values[name]!;
    throw new Error(`no ${name}`);
  };

const scope: Scope = {
  ref: known<unknown>({
    Table: 'desk',
    Zones: ['a', 'b'],
    'AWS::Region': 'eu-west-1',
    'AWS::NoValue': noValue,
    Count: 3,
  }),
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  mapping: (map, top, second) => ({ Ref: 'Table', path: `${map}.${top}.${second}` }).path,
  condition: known({ Yes: true, No: false }),
  exported: known<unknown>({ 'Data:Table': 'desk-table' }),
};

const resolve = (value: unknown) => resolveIntrinsics(value, scope, 'Stack/Id');

describe('resolving intrinsics', () => {
  it.each<[string, unknown, unknown]>([
    ['plain values', { a: [1, true, 'x', null] }, { a: [1, true, 'x', null] }],
    ['Ref', { Ref: 'Table' }, 'desk'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
    [
      'GetAtt as text',
      { 'Fn::GetAtt': 'Function.FunctionMetadata.FunctionARN' },
      'Function/FunctionMetadata.FunctionARN',
    ],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 1]] }, 'a-desk-1'],
    ['Join over a list that is referred to', { 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b'],
    ['Sub', { 'Fn::Sub': 'arn:${AWS::Region}:${Queue.Arn}:${Table}' }, 'arn:eu-west-1:Queue/Arn:desk'],
    ['Sub that means the sign itself', { 'Fn::Sub': '${!Table} costs ${Count}' }, '${Table} costs 3'],
    [
      'Sub with names of its own',
      { 'Fn::Sub': ['${Name} in ${AWS::Region}', { Name: { 'Fn::Join': ['', ['x', { Ref: 'Table' }]] } }] },
      'xdesk in eu-west-1',
    ],
    ['Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    ['Select by text of Split', { 'Fn::Select': ['0', { 'Fn::Split': ['/', 'x/y'] }] }, 'x'],
    ['If, true', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
    ['If, false', { 'Fn::If': ['No', 'a', { Ref: 'Table' }] }, 'desk'],
    [
      'a property without value',
      { a: { Ref: 'AWS::NoValue' }, b: [{ 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, 2] },
      { b: [2] },
    ],
    ['FindInMap', { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'zone'] }, 'Regions.eu-west-1.zone'],
    ['ImportValue', { 'Fn::ImportValue': 'Data:Table' }, 'desk-table'],
    ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    [
      'the Condition of a policy statement',
      { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'Table' } } } },
      { Condition: { StringEquals: { 'aws:SourceAccount': 'desk' } } },
    ],
    [
      'a Condition that is alone in an object',
      { Condition: 'not an intrinsic here' },
      { Condition: 'not an intrinsic here' },
    ],
  ])('knows %s', (_name, given, expected) => {
    expect(resolve(given)).toEqual(expected);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'an unknown intrinsic',
      { a: [{ 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }] },
      /^Stack\/Id\.a\[0\]: the intrinsic Fn::Cidr is not known here$/,
    ],
    ['a transform', { 'Fn::Transform': { Name: 'x' } }, /Fn::Transform is not known here/],
    ['a Join of objects', { 'Fn::Join': ['', [{ a: 1 }]] }, /expected a string or number/],
    ['a Select past the end', { 'Fn::Select': [2, ['a']] }, /no entry 2/],
    ['an unknown name', { Ref: 'Nothing' }, /no Nothing/],
    ['an unknown name in Sub', { 'Fn::Sub': '${Nothing}' }, /no Nothing/],
  ])('refuses %s by name and place', (_name, given, message) => {
    expect(() => resolve(given)).toThrow(message);
  });

  it.each<[unknown, boolean]>([
    [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }, true],
    [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, false],
    [{ 'Fn::Not': [{ Condition: 'Yes' }] }, false],
    [{ 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
    [{ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Not': [{ Condition: 'No' }] }] }, true],
  ])('evaluates %j as %s', (condition, expected) => {
    expect(evaluateCondition(condition, scope, 'condition')).toBe(expected);
  });
});
