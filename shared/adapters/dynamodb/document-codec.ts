/** A value as DynamoDB writes it in JSON: one member, named by its type. */
type WireValue = Readonly<Record<string, unknown>>;
type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Throws RangeError beyond 2^53, where numbers are no longer exact. */
const exact = (value: number): number => {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new RangeError(`${value} is too large to be kept exactly`);
  return value;
};
const numberOf = (text: string): number => exact(Number(text));

const setToWire = (members: ReadonlySet<unknown>): WireValue => {
  const all = [...members];
  switch (typeof all[0]) {
    case 'string':
      return { SS: all };
    case 'number':
      return { NS: all.map(String) };
    default:
      throw new TypeError('A set in a row has strings or numbers');
  }
};

const toWire = (value: unknown): WireValue => {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      if (Number.isNaN(value)) throw new TypeError('NaN can’t stand in a row');
      return { N: String(exact(value)) };
    case 'boolean':
      return { BOOL: value };
    default:
      if (value === null) return { NULL: true };
      if (!isObject(value)) throw new TypeError(`A ${typeof value} can’t stand in a row`);
      if (Array.isArray(value)) return { L: value.filter((each) => each !== undefined).map(toWire) };
      if (value instanceof Set) return setToWire(value);
      if (value instanceof Uint8Array) return { B: base64(value) };
      return { M: rowToWire(value) };
  }
};

/** Members that are undefined are left out. */
const rowToWire = (row: Members): Members =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, toWire(value)]])),
  );

const fromWire = (value: WireValue): unknown => {
  for (const type in value) {
    const held = value[type];
    switch (type) {
      case 'S':
      case 'BOOL':
        return held;
      case 'N':
        return numberOf(held as string);
      case 'NULL':
        return null;
      case 'L':
        return (held as readonly WireValue[]).map(fromWire);
      case 'M':
        return rowFromWire(held as Members);
      case 'SS':
        return new Set(held as readonly string[]);
      case 'NS':
        return new Set((held as readonly string[]).map(numberOf));
      case 'B':
        return new Uint8Array(Buffer.from(held as string, 'base64'));
    }
  }
  throw new TypeError(`A value of the types ${Object.keys(value).join(', ')} can’t be read`);
};

const rowFromWire = (row: Members): Members => {
  const read: Record<string, unknown> = {};
  for (const name in row) {
    const value = fromWire(row[name] as WireValue);
    // Assigned, it would be the object's prototype.
    if (name === '__proto__') Object.defineProperty(read, name, { value, enumerable: true });
    else read[name] = value;
  }
  return read;
};

/** Members of requests and answers that are a row (attributes with their values), and those that are lists of rows. */
const ROW = new Set([
  'Item',
  'Key',
  'Attributes',
  'ExpressionAttributeValues',
  'ExclusiveStartKey',
  'LastEvaluatedKey',
]);
const ROWS = new Set(['Items', 'Keys']);

type Convert = (row: Members) => Members;

const converted = (name: string, value: unknown, convert: Convert): unknown => {
  if (!isObject(value)) return value;
  if (ROW.has(name)) return convert(value);
  if (ROWS.has(name)) return (value as unknown as readonly Members[]).map(convert);
  if (Array.isArray(value)) return value.map((each) => converted('', each, convert));
  // BatchGetItem: the rows of each table.
  if (name === 'Responses') return mapped(value, (_, rows) => (rows as unknown as readonly Members[]).map(convert));
  return mapped(value, (member, held) => converted(member, held, convert));
};

const mapped = (object: Members, map: (name: string, value: unknown) => unknown): Members =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(name, value)]));

/** A request of DynamoDB with plain values in the place of its attribute values, as the service's JSON. */
export const requestJson = (input: Members): string => JSON.stringify(converted('', input, rowToWire));

/** An answer of DynamoDB with plain values in the place of its attribute values. */
export const plainAnswer = (answer: unknown): unknown => converted('', answer, rowFromWire);

/**
 * A codec of the SDK's JSON protocol that goes from plain values to the service's JSON and back in one step each. The
 * SDK's document client takes three (marshalling, a schema's serializer, JSON), which made up most of what a list cost.
 */
export const documentCodec = {
  setSerdeContext: (): void => undefined,
  createSerializer: () => {
    let written = '';
    return {
      setSerdeContext: (): void => undefined,
      write: (_schema: unknown, input: unknown): void => {
        written = requestJson(input as Members);
      },
      flush: (): Uint8Array => Buffer.from(written),
    };
  },
  createDeserializer: () => ({
    setSerdeContext: (): void => undefined,
    read: (_schema: unknown, body: Uint8Array | string): Promise<unknown> =>
      Promise.resolve(plainAnswer(JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8')))),
    /** Members of an error's answer, which was read as a whole before: its rows are plain already. */
    readObject: (_schema: unknown, value: unknown): unknown => value,
  }),
};
