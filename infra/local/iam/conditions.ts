const patterns = new Map<string, RegExp>();

/** `*` stands for any text, `?` for one character. */
export const matches = (pattern: string, text: string): boolean => {
  if (pattern === '*' || pattern === text) return true;
  if (!/[*?]/.test(pattern)) return false;
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RegExp(
      `^${pattern
        .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      's',
    );
    patterns.set(pattern, compiled);
  }
  return compiled.test(text);
};

type Compare = (actual: string, wanted: string) => boolean;

const like: Compare = (actual, wanted) => matches(wanted, actual);

/** Positive operators; a `Not` one is their opposite. */
const comparisons: Readonly<Record<string, Compare>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

type Operator = {
  readonly compare: Compare;
  readonly negated: boolean;
  readonly over: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
};

/**
 * The meaning of an operator's name, with its prefix (`ForAllValues:`) and suffix (`IfExists`); undefined when it isn't
 * known here.
 */
export const operatorOf = (name: string): Operator | undefined => {
  const [, over, bare = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(name)!;
  const opposite = negations[bare];
  const compare = comparisons[opposite ?? bare];
  return (
    compare && {
      compare,
      negated: opposite !== undefined,
      over: over as Operator['over'],
      ifExists: suffix !== undefined,
    }
  );
};

/**
 * The keys that the hosts give with what they ask. A condition on any other would be passed over, so it stops the
 * start.
 */
const knownKeys = [
  /^aws:(SecureTransport|SourceArn|SourceAccount|PrincipalAccount|RequestedRegion)$/i,
  /^iam:PassedToService$/i,
  /^s3:prefix$/i,
  /^kms:EncryptionContext:.+$/i,
  /^ses:FromAddress$/i,
  /^dynamodb:LeadingKeys$/i,
];

/** Whether some host says what a condition on this key asks for. */
export const isKnownKey = (key: string): boolean => knownKeys.some((known) => known.test(key));

/**
 * Whether one line of a condition block holds. A key that the request doesn't have fails it, unless the operator says
 * otherwise.
 */
export const conditionHolds = (
  name: string,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
): boolean => {
  const { compare, negated, over, ifExists } = operatorOf(name)!;
  if (actual === undefined) return ifExists || negated || over === 'ForAllValues';
  const holds = (value: string) => wanted.some((each) => compare(value, each)) !== negated;
  return over === 'ForAnyValue' ? actual.some(holds) : actual.every(holds);
};
