/** Looks up the values for the intrinsics of one stack. Each function throws for an unknown name. */
export type Scope = {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  mapping(map: string, top: string, second: string): unknown;
  condition(name: string): boolean;
  exported(name: string): unknown;
};

/** What `Ref: AWS::NoValue` gives: the property or list entry it stands for is left out. */
export const noValue = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope, at: string) => unknown;

/**
 * The value without intrinsics. An unknown intrinsic, or one with arguments of a wrong shape, throws by name and place.
 */
export const resolveIntrinsics = (value: unknown, scope: Scope, at: string): unknown => {
  if (Array.isArray(value))
    return value
      .map((each, index) => resolveIntrinsics(each, scope, `${at}[${String(index)}]`))
      .filter((each) => each !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name && isIntrinsic(name)) {
    const intrinsic = intrinsics[name];
    if (!intrinsic) throw new Error(`${at}: the intrinsic ${name} is not known here`);
    return intrinsic(argument, scope, at);
  }
  return Object.fromEntries(
    entries
      .map(([key, each]) => [key, resolveIntrinsics(each, scope, `${at}.${key}`)] as const)
      .filter(([, each]) => each !== noValue),
  );
};

/** `Condition` alone in an object is an intrinsic only among conditions: an IAM statement has a key of that name. */
const isIntrinsic = (name: string) => name === 'Ref' || name.startsWith('Fn::');

/** A condition of the `Conditions` section or of `Fn::If`. */
export const evaluateCondition = (value: unknown, scope: Scope, at: string): boolean => {
  const [name, argument] = typeof value === 'object' && value !== null ? (Object.entries(value)[0] ?? []) : [];
  switch (name) {
    case 'Condition':
      return scope.condition(string(argument, at));
    case 'Fn::Equals': {
      const [left, right] = list(argument, 2, at).map((each) => resolveIntrinsics(each, scope, at));
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case 'Fn::And':
      return list(argument, undefined, at).every((each) => evaluateCondition(each, scope, at));
    case 'Fn::Or':
      return list(argument, undefined, at).some((each) => evaluateCondition(each, scope, at));
    case 'Fn::Not':
      return !evaluateCondition(list(argument, 1, at)[0], scope, at);
    default:
      throw new Error(`${at}: the condition ${name ?? JSON.stringify(value)} is not known here`);
  }
};

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope, at) => scope.ref(string(name, at)),
  'Fn::GetAtt': (argument, scope, at) => {
    const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : list(argument, 2, at);
    const name = attribute.length === 1 ? resolveIntrinsics(attribute[0], scope, at) : attribute.join('.');
    return scope.attribute(string(logicalId, at), string(name, at));
  },
  'Fn::Join': (argument, scope, at) => {
    const [separator, parts] = list(argument, 2, at);
    const resolved = list(resolveIntrinsics(parts, scope, at), undefined, at);
    return resolved.map((part) => scalar(part, at)).join(string(separator, at));
  },
  'Fn::Sub': (argument, scope, at) => {
    const [text, names] = typeof argument === 'string' ? [argument, {}] : list(argument, 2, at);
    const values = resolveIntrinsics(names, scope, at) as Readonly<Record<string, unknown>>;
    return string(text, at).replaceAll(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(values, name)) return scalar(values[name], at);
      const [logicalId, ...attribute] = name.split('.');
      return scalar(attribute.length > 0 ? scope.attribute(logicalId!, attribute.join('.')) : scope.ref(name), at);
    });
  },
  'Fn::Select': (argument, scope, at) => {
    const [index, from] = list(argument, 2, at).map((each) => resolveIntrinsics(each, scope, at));
    const chosen: unknown = list(from, undefined, at)[Number(index)];
    if (chosen === undefined) throw new Error(`${at}: Fn::Select has no entry ${scalar(index, at)}`);
    return chosen;
  },
  'Fn::Split': (argument, scope, at) => {
    const [separator, text] = list(argument, 2, at).map((each) => resolveIntrinsics(each, scope, at));
    return string(text, at).split(string(separator, at));
  },
  'Fn::If': (argument, scope, at) => {
    const [condition, whenTrue, whenFalse] = list(argument, 3, at);
    return resolveIntrinsics(scope.condition(string(condition, at)) ? whenTrue : whenFalse, scope, at);
  },
  'Fn::FindInMap': (argument, scope, at) => {
    const [map, top, second] = list(argument, 3, at).map((each) => string(resolveIntrinsics(each, scope, at), at));
    return resolveIntrinsics(scope.mapping(map!, top!, second!), scope, at);
  },
  'Fn::ImportValue': (argument, scope, at) => scope.exported(string(resolveIntrinsics(argument, scope, at), at)),
  'Fn::Base64': (argument, scope, at) =>
    Buffer.from(string(resolveIntrinsics(argument, scope, at), at)).toString('base64'),
};

const string = (value: unknown, at: string): string => {
  if (typeof value === 'string') return value;
  throw new Error(`${at}: expected a string, found ${JSON.stringify(value)}`);
};

const scalar = (value: unknown, at: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${at}: expected a string or number, found ${JSON.stringify(value)}`);
};

const list = (value: unknown, length: number | undefined, at: string): readonly unknown[] => {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  throw new Error(
    `${at}: expected a list${length === undefined ? '' : ` of ${String(length)}`}, found ${JSON.stringify(value)}`,
  );
};
