/** Whether a value matches; made once from an event pattern. */
export type Matcher = (event: unknown) => boolean;

type Json = Readonly<Record<string, unknown>>;
type Test = (leaf: unknown) => boolean;

/**
 * Compiles an event pattern of EventBridge rules and of Lambda filter criteria.
 * Throws with the operator's name and place when it isn't one of those hosted here.
 */
export const eventPattern = (pattern: unknown, at = ''): Matcher => {
  if (!isObject(pattern)) throw new Error(`Event pattern${at}: it must be an object.`);
  const parts = Object.entries(pattern).map(([name, rule]): Matcher => {
    const path = `${at}.${name}`;
    if (name === '$or') return anyOf(rule, at);
    if (Array.isArray(rule))
      return leafMatcher(
        name,
        rule.map((each) => leafTest(each, path)),
        rule.some(isAbsence),
      );
    const nested = eventPattern(rule, path);
    return (event) => values(event, name).some((value) => nested(value));
  });
  if (parts.length === 0) throw new Error(`Event pattern${at}: it must not be empty.`);
  return (event) => parts.every((matches) => matches(event));
};

const anyOf = (rule: unknown, at: string): Matcher => {
  if (!Array.isArray(rule) || rule.length < 2)
    throw new Error(`Event pattern${at}.$or: it must be a list of at least two patterns.`);
  const alternatives = rule.map((each) => eventPattern(each, `${at}.$or`));
  return (event) => alternatives.some((matches) => matches(event));
};

const leafMatcher =
  (name: string, tests: readonly Test[], absence: boolean): Matcher =>
  (event) => {
    const found = values(event, name).filter((value) => !isObject(value));
    if (found.length === 0) return absence;
    return found.some((value) => tests.some((test) => test(value)));
  };

/**
 * What stands under a name: the elements when it's a list, and nothing when there is none. A missing object counts as
 * an empty one, so that `exists: false` holds below it.
 */
const values = (event: unknown, name: string): readonly unknown[] => {
  const value = isObject(event) ? event[name] : undefined;
  if (Array.isArray(value)) return value as unknown[];
  return value === undefined ? [undefined] : [value];
};

const isAbsence = (rule: unknown) => isObject(rule) && rule.exists === false;

const leafTest = (rule: unknown, at: string): Test => {
  if (rule === null || ['string', 'number', 'boolean'].includes(typeof rule)) return (leaf) => leaf === rule;
  if (!isObject(rule) || Object.keys(rule).length !== 1)
    throw new Error(`Event pattern${at}: ${JSON.stringify(rule)} is not a rule.`);
  const [operator, argument] = Object.entries(rule)[0]!;
  const operators: Readonly<Record<string, () => Test>> = {
    prefix: () => prefix(argument, at),
    suffix: () => suffix(argument, at),
    'equals-ignore-case': () => ignoringCase(argument, (leaf, text) => leaf === text, at),
    wildcard: () => wildcard(argument, at),
    exists: () => (leaf) => (leaf !== undefined) === (argument === true),
    numeric: () => numeric(argument, at),
    'anything-but': () => anythingBut(argument, at),
  };
  const make = operators[operator];
  if (!make) throw new Error(`Event pattern${at}: the operator ${operator} is not hosted on one machine.`);
  return make();
};

const prefix = (argument: unknown, at: string): Test =>
  isObject(argument)
    ? ignoringCase(argument['equals-ignore-case'], (leaf, text) => leaf.startsWith(text), at)
    : onText(argument, (leaf, text) => leaf.startsWith(text), at);

const suffix = (argument: unknown, at: string): Test =>
  isObject(argument)
    ? ignoringCase(argument['equals-ignore-case'], (leaf, text) => leaf.endsWith(text), at)
    : onText(argument, (leaf, text) => leaf.endsWith(text), at);

const onText = (argument: unknown, holds: (leaf: string, text: string) => boolean, at: string): Test => {
  if (typeof argument !== 'string') throw new Error(`Event pattern${at}: ${JSON.stringify(argument)} must be a text.`);
  return (leaf) => typeof leaf === 'string' && holds(leaf, argument);
};

const ignoringCase = (argument: unknown, holds: (leaf: string, text: string) => boolean, at: string): Test =>
  onText(
    typeof argument === 'string' ? argument.toLowerCase() : argument,
    (leaf, text) => holds(leaf.toLowerCase(), text),
    at,
  );

const wildcard = (argument: unknown, at: string): Test => {
  if (typeof argument !== 'string') throw new Error(`Event pattern${at}: ${JSON.stringify(argument)} must be a text.`);
  if (argument.includes('**')) throw new Error(`Event pattern${at}: consecutive wildcards are not allowed.`);
  const expression = new RegExp(
    `^${[...argument.matchAll(/\\([*\\])|(\*)|([^*\\]+)/gs)].map(([, escaped, star, text]) => (star ? '.*' : escape(escaped ?? text ?? ''))).join('')}$`,
    's',
  );
  return (leaf) => typeof leaf === 'string' && expression.test(leaf);
};

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const comparisons: Readonly<Record<string, (leaf: number, bound: number) => boolean>> = {
  '<': (leaf, bound) => leaf < bound,
  '<=': (leaf, bound) => leaf <= bound,
  '=': (leaf, bound) => leaf === bound,
  '>': (leaf, bound) => leaf > bound,
  '>=': (leaf, bound) => leaf >= bound,
};

const numeric = (argument: unknown, at: string): Test => {
  if (!Array.isArray(argument) || argument.length === 0 || argument.length % 2 === 1)
    throw new Error(`Event pattern${at}: numeric takes pairs of a comparison and a number.`);
  const tests = Array.from({ length: argument.length / 2 }, (_, index) => {
    const [comparison, bound] = argument.slice(index * 2) as unknown[];
    const compare = comparisons[String(comparison)];
    if (!compare || typeof bound !== 'number')
      throw new Error(`Event pattern${at}: numeric doesn't know ${JSON.stringify([comparison, bound])}.`);
    return (leaf: number) => compare(leaf, bound);
  });
  return (leaf) => typeof leaf === 'number' && tests.every((holds) => holds(leaf));
};

const anythingBut = (argument: unknown, at: string): Test => {
  const unless =
    (tests: readonly Test[]): Test =>
    (leaf) =>
      leaf !== undefined && !tests.some((test) => test(leaf));
  if (!isObject(argument)) return unless([argument].flat().map((each) => leafTest(each, at)));
  const [operator, inner] = Object.entries(argument)[0] ?? [];
  if (!operator || !['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator))
    throw new Error(`Event pattern${at}: anything-but ${String(operator)} is not hosted on one machine.`);
  return unless([inner].flat().map((each) => leafTest({ [operator]: each }, at)));
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
