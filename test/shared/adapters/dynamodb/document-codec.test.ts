import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { documentCodec, plainAnswer, requestJson } from '../../../../shared/adapters/dynamodb/document-codec.ts';

/** The SDK's own functions lose an attribute of the other name. */
const name = fc.string().filter((each) => each !== '__proto__');
/** Whatever rows hold, at any depth. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, min: -1e15, max: 1e15 })).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    fc.uniqueArray(fc.string(), { minLength: 1 }).map((all) => new Set(all)),
    fc.uniqueArray(fc.integer(), { minLength: 1 }).map((all) => new Set(all)),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const row = fc.dictionary(name, value, { noNullPrototype: true });

describe('a row', () => {
  it('is written as the SDK’s document client writes it', () => {
    fc.assert(
      fc.property(row, (Item) => {
        const wanted = marshall(Item);
        const base64 = (_: string, held: unknown) =>
          held instanceof Uint8Array ? Buffer.from(held).toString('base64') : held;
        expect(JSON.parse(requestJson({ Item }))).toEqual({ Item: JSON.parse(JSON.stringify(wanted, base64)) });
      }),
    );
  });

  it('is read as the SDK’s document client reads it, and as it was written', () => {
    fc.assert(
      fc.property(row, (Item) => {
        const read = plainAnswer(JSON.parse(requestJson({ Item })));
        expect(read).toEqual({ Item: unmarshall(marshall(Item)) });
        expect(read).toEqual({ Item });
      }),
    );
  });

  it('keeps an attribute that is called like an object’s prototype', () => {
    const Item = JSON.parse('{"__proto__":{"a":1}}') as object;
    const read = plainAnswer(JSON.parse(requestJson({ Item }))) as { readonly Item: object };
    expect(Object.entries(read.Item)).toEqual([['__proto__', { a: 1 }]]);
  });

  it('leaves out what is undefined', () => {
    expect(JSON.parse(requestJson({ Item: { a: undefined, b: { c: undefined }, d: [undefined, 'e'] } }))).toEqual({
      Item: { b: { M: {} }, d: { L: [{ S: 'e' }] } },
    });
  });

  it.each([
    ['a function', () => 1],
    ['a number that is none', Number.NaN],
    ['an empty set', new Set()],
    ['an endless number', Infinity],
    ['one that is not exact', 2 ** 60],
  ])('can’t hold %s', (_what, held) => {
    expect(() => requestJson({ Item: { held } })).toThrow(/can’t|A set|exactly/);
  });

  it('with a number that can’t be read exactly is refused, not rounded', () => {
    expect(() => plainAnswer({ Item: { big: { N: '9007199254740993' } } })).toThrow(RangeError);
  });
});

describe('requests and answers', () => {
  const a = { a: 1 };
  const wire = { a: { N: '1' } };

  it.each<[string, object, object]>([
    ['a key', { TableName: 't', Key: a }, { TableName: 't', Key: wire }],
    [
      'a query',
      { ExpressionAttributeNames: { '#n0': 'Item' }, ExpressionAttributeValues: a, ExclusiveStartKey: a, Limit: 3 },
      {
        ExpressionAttributeNames: { '#n0': 'Item' },
        ExpressionAttributeValues: wire,
        ExclusiveStartKey: wire,
        Limit: 3,
      },
    ],
    [
      'a transaction',
      { TransactItems: [{ Put: { Item: a } }, { ConditionCheck: { Key: a, ExpressionAttributeValues: a } }] },
      { TransactItems: [{ Put: { Item: wire } }, { ConditionCheck: { Key: wire, ExpressionAttributeValues: wire } }] },
    ],
    [
      'a batch of keys',
      { RequestItems: { t: { Keys: [a, a], ConsistentRead: true } } },
      { RequestItems: { t: { Keys: [wire, wire], ConsistentRead: true } } },
    ],
    [
      'a batch of writes',
      { RequestItems: { t: [{ PutRequest: { Item: a } }, { DeleteRequest: { Key: a } }] } },
      { RequestItems: { t: [{ PutRequest: { Item: wire } }, { DeleteRequest: { Key: wire } }] } },
    ],
  ])('%s', (_what, input, wanted) => {
    expect(JSON.parse(requestJson(input as never))).toEqual(wanted);
    expect(plainAnswer(wanted)).toEqual(input);
  });

  it.each<[string, object, object]>([
    [
      'rows of a query',
      { Items: [wire], Count: 1, LastEvaluatedKey: wire },
      { Items: [a], Count: 1, LastEvaluatedKey: a },
    ],
    ['rows of a batch', { Responses: { t: [wire, wire] } }, { Responses: { t: [a, a] } }],
    ['rows of a read in a transaction', { Responses: [{ Item: wire }, {}] }, { Responses: [{ Item: a }, {}] }],
    ['an updated row', { Attributes: wire }, { Attributes: a }],
    [
      'the rows that refused a transaction',
      { CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: wire }, { Code: 'None' }] },
      { CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: a }, { Code: 'None' }] },
    ],
  ])('%s', async (_what, answer, wanted) => {
    const read = documentCodec.createDeserializer().read(undefined, Buffer.from(JSON.stringify(answer)));
    expect(await read).toEqual(wanted);
  });
});
