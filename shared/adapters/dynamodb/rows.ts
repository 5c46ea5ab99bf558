import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { once } from '../../domain/kernel/once.ts';

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

/** What lies at this path in a map has one of these values. */
export const isAt =
  (path: readonly string[], ...values: readonly unknown[]): Condition =>
  ({ name, value }) =>
    `${path.map(name).join('.')} IN (${values.map(value).join(', ')})`;

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

export type Key = { readonly PK: string; readonly SK: string };
export type Table = { readonly client: DynamoDBDocumentClient; readonly TableName: string };

/** A stored row that is not what its kind says: of an older release, or written by somebody else. */
export class DamagedRowError extends Error {
  override readonly name = 'DamagedRowError';
}

const nameOf = (item: unknown): string => {
  const { PK, SK } = (item ?? {}) as Partial<Key>;
  return PK === undefined ? 'a row without its key' : `the row ${PK} ${String(SK)}`;
};

/** Where in a row something is wrong, and what: no value, which may be a customer's text. */
const wrongIn = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');

/** A schema that is made when the first row is read: a function knows many kinds of rows, and a request reads few. */
type Schema<Value> = () => z.ZodType<Value>;

/** Names the row and what is wrong with it, which must not tell any value. */
export const damagedRow = (item: unknown, what: string, wrong: string, cause?: unknown): DamagedRowError =>
  new DamagedRowError(`${nameOf(item)} can't be read as ${what}: ${wrong}`, { cause });

/** Reads a part of a row, of which a query gives no more. Throws DamagedRowError, which names the row's key. */
export const readPart = <Part>(what: string, schema: Schema<Part>, item: unknown): Part => {
  const read = schema().safeParse(item);
  if (read.success) return read.data;
  throw damagedRow(item, what, wrongIn(read.error), read.error);
};

/** Brings the attributes of a row from one form to the next. Throws DamagedRowError when they are not of that form. */
export type Upgrade = (item: Attributes) => Attributes;

/** A kind of row: how it is keyed, and how it is stored. `At` is as much of the value as its key is made of. */
type Kind<Value, At> = {
  /** By this attribute a row says what it is. */
  readonly entity: string;
  key(at: At): Key;
  /** Reads the stored attributes. Those that it doesn't name (keys, `entity`) are passed over. */
  readonly schema: Schema<Value>;
  /** The stored attributes but the key and `entity`, those of indexes included; the value itself unless it is given. */
  toStored?(value: Value): Attributes;
  /** Rows of the first release have no version: it counts as 1. */
  readonly mayLackVersion?: true;
  /**
   * From each form that rows had to the next one, the first form's first. Rows are written in the last form, whose
   * number they hold from 2 on. What a default of the schema says needs no form.
   */
  readonly upgrades?: readonly Upgrade[];
};

/** Where a value lies: it says so itself, unless its key is made of more than it holds. */
type Place<Value, At> = Value extends At ? readonly [at?: At] : readonly [at: At];
type Versioned = { readonly version: number };
/** What a write needs of its table: a transaction sends it. */
type Named = Pick<Table, 'TableName'>;

/** Writes nothing, and lets the transaction fail unless the condition holds of the row. */
export const checkOf = ({ TableName }: Named, at: Key, condition: Condition) => ({
  ConditionCheck: { TableName, Key: at, ...onlyIf(condition) },
});

/**
 * Describes a kind of row once; all that is done with such rows follows from it. Writes are parts of a transaction; one
 * that is done alone is sent with the same parameters (`new PutCommand(noticeRows.put(…).Put)`).
 */
export const rows = <Value extends object, At>({
  entity,
  key,
  toStored,
  mayLackVersion,
  upgrades = [],
  ...kind
}: Kind<Value, At>) => {
  const schema = once(kind.schema);
  const form = upgrades.length + 1;
  const placeOf = (value: Value, [at]: readonly [at?: At]): At => at ?? (value as unknown as At);
  const itemAt = (place: Key, value: Value): Key & Attributes => ({
    ...place,
    entity,
    ...(form > 1 && { form }),
    ...(toStored === undefined ? value : toStored(value)),
  });
  const toItem = (value: Value, ...at: Place<Value, At>): Key & Attributes => itemAt(key(placeOf(value, at)), value);
  const inPresentForm = (item: Attributes): Attributes => {
    const stored = item['form'] ?? 1;
    if (stored === form) return item;
    if (typeof stored !== 'number' || stored > form || !Number.isSafeInteger(stored) || stored < 1)
      throw damagedRow(item, entity, 'this release does not know its form');
    return upgrades.slice(stored - 1).reduce((row, upgrade) => upgrade(row), item);
  };
  const read = (item: unknown): Value => {
    const found = (item as Attributes | undefined)?.['entity'];
    if (found !== entity) throw new DamagedRowError(`${nameOf(item)} should be of the kind ${entity}`);
    return readPart(entity, schema, inPresentForm(item as Attributes));
  };
  /** Holds of rows of this kind that are stored in an earlier form. */
  const isOfEarlierForm = allOf(has({ entity }), anyOf(has({ form: undefined }), compares('form', '<', form)));
  /** Holds if the row has the version that was read; of none, and of version 0: if it is not there. */
  const isStill = (before: Versioned | undefined): Condition => {
    if (before === undefined || before.version === 0) return NOT_THERE;
    const { version } = before;
    return mayLackVersion && version === 1
      ? allOf(THERE, anyOf(has({ version: undefined }), has({ version })))
      : has({ version });
  };
  const put = ({ TableName }: Named, value: Value, ...at: Place<Value, At>) => ({
    Put: { TableName, Item: toItem(value, ...at) },
  });
  const putIf = (table: Named, condition: Condition, value: Value, ...at: Place<Value, At>) => ({
    Put: { ...put(table, value, ...at).Put, ...onlyIf(condition) },
  });

  return {
    key,
    toItem,
    /** Parses rather than casts: a row written by an older release must fail here, loudly. */
    read,
    /** Consistent. */
    async get({ client, TableName }: Table, at: At): Promise<Value | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName, Key: key(at), ConsistentRead: true }));
      return Item && read(Item);
    },
    put,
    putIf,
    create: (table: Named, value: Value, ...at: Place<Value, At>) => putIf(table, NOT_THERE, value, ...at),
    putIfVersion: (table: Named, before: Versioned | undefined, value: Value, ...at: Place<Value, At>) =>
      putIf(table, isStill(before), value, ...at),
    remove: ({ TableName }: Named, at: At, condition?: Condition) => ({
      Delete: { TableName, Key: key(at), ...(condition && onlyIf(condition)) },
    }),
    removeIfVersion: ({ TableName }: Named, before: Versioned, at: At) => ({
      Delete: { TableName, Key: key(at), ...onlyIf(isStill(before)) },
    }),
    check: (table: Named, at: At, condition: Condition) => checkOf(table, key(at), condition),
    isOfEarlierForm,
    /** Stores a row, as it was read, in the present form; unless it has that by now, or another version. */
    rewrite: ({ TableName }: Named, item: Key & Attributes) => ({
      Put: {
        TableName,
        Item: itemAt({ PK: item.PK, SK: item.SK }, read(item)),
        ...onlyIf(allOf(isOfEarlierForm, has({ version: item['version'] }))),
      },
    }),
  };
};
