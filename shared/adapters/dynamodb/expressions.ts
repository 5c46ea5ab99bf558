/** Attributes with their values. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Names and values of one request: each stands in its expressions as a placeholder of its own. */
type Placeholders = { name(attribute: string): string; value(value: unknown): string };

/** What must hold of the stored row, written for one request. */
export type Condition = (use: Placeholders) => string;

export const NOT_THERE: Condition = () => 'attribute_not_exists(PK)';
export const THERE: Condition = () => 'attribute_exists(PK)';

/** Each attribute has this value; `undefined`: the row has no such attribute. */
export const has =
  (attributes: Attributes): Condition =>
  ({ name, value }) =>
    Object.entries(attributes)
      .map(([attribute, expected]) =>
        expected === undefined ? `attribute_not_exists(${name(attribute)})` : `${name(attribute)} = ${value(expected)}`,
      )
      .join(' AND ');

/** The attribute compares so with the value. A row without it never does. */
export const compares =
  (attribute: string, operator: '<' | '<=' | '>' | '>=', than: unknown): Condition =>
  ({ name, value }) =>
    `${name(attribute)} ${operator} ${value(than)}`;

/** Epoch seconds, as DynamoDB's TTL counts them in `expiresAt`. */
export const epochSeconds = (now: Date): number => Math.floor(now.getTime() / 1000);
/** TTL deletes late: a row past its time counts as gone. */
export const hasNotExpired = (now: Date): Condition => compares('expiresAt', '>', epochSeconds(now));
export const hasExpired = (now: Date): Condition => compares('expiresAt', '<=', epochSeconds(now));

// DynamoDB refuses parentheses around what stands in parentheses already.
const joined =
  (operator: 'AND' | 'OR') =>
  (first: Condition, ...others: readonly Condition[]): Condition =>
  (use) =>
    others.length === 0
      ? first(use)
      : [first, ...others].map((condition) => `(${condition(use)})`).join(` ${operator} `);
export const allOf = joined('AND');
export const anyOf = joined('OR');

/** What an update does to a row; a row that is not there is made. */
export type Changes = {
  readonly set?: Attributes;
  /** Set where the row has no such attribute yet. */
  readonly setOnce?: Attributes;
  readonly remove?: readonly string[];
  /** Numbers that are added; members that a set gets. */
  readonly add?: Attributes;
  /** Members that are taken out of a set. */
  readonly takeOut?: Attributes;
};

const clause = (keyword: string, parts: readonly string[]): readonly string[] =>
  parts.length === 0 ? [] : [`${keyword} ${parts.join(', ')}`];

const updateExpression = (
  { set = {}, setOnce = {}, remove = [], add = {}, takeOut = {} }: Changes,
  use: Placeholders,
) => {
  const pairs = (attributes: Attributes, write: (name: string, value: string) => string) =>
    Object.entries(attributes).map(([attribute, value]) => write(use.name(attribute), use.value(value)));
  return [
    ...clause('SET', [
      ...pairs(set, (name, value) => `${name} = ${value}`),
      ...pairs(setOnce, (name, value) => `${name} = if_not_exists(${name}, ${value})`),
    ]),
    ...clause('REMOVE', remove.map(use.name)),
    ...clause(
      'ADD',
      pairs(add, (name, value) => `${name} ${value}`),
    ),
    ...clause(
      'DELETE',
      pairs(takeOut, (name, value) => `${name} ${value}`),
    ),
  ].join(' ');
};

/** Writes expressions for one request, with the names and values that they use: DynamoDB refuses empty ones. */
export const expressions = <Written extends object>(write: (use: Placeholders) => Written) => {
  const names = new Map<string, string>();
  const values: unknown[] = [];
  const written = write({
    name: (attribute) => {
      const placeholder = names.get(attribute) ?? `#n${names.size}`;
      names.set(attribute, placeholder);
      return placeholder;
    },
    value: (value) => `:v${values.push(value) - 1}`,
  });
  return {
    ...written,
    ...(names.size > 0 && {
      ExpressionAttributeNames: Object.fromEntries(
        [...names].map(([attribute, placeholder]) => [placeholder, attribute]),
      ),
    }),
    ...(values.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(values.map((value, index) => [`:v${index}`, value])),
    }),
  };
};

/** The members of a request that is done only if the condition holds. */
export const onlyIf = (condition: Condition) => expressions((use) => ({ ConditionExpression: condition(use) }));

/** The members of an update's request. */
export const changing = (changes: Changes, condition?: Condition) =>
  expressions((use) => ({
    UpdateExpression: updateExpression(changes, use),
    ...(condition && { ConditionExpression: condition(use) }),
  }));
