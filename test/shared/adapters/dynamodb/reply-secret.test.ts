import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { REPLY_SECRET_KEY } from '../../../../shared/adapters/dynamodb/keys.ts';
import { dynamoReplySecrets } from '../../../../shared/adapters/dynamodb/reply-secret.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());
const secrets = () => dynamoReplySecrets({ client: engine.client, deskTable: engine.deskTable });
const row = () => ({ TableName: engine.deskTable, Key: REPLY_SECRET_KEY });
beforeEach(() => engine.client.send(new DeleteCommand(row())));

it('is nothing before somebody keeps one, which then is found byte by byte', async () => {
  const wrapped = Uint8Array.from([0, 255, 128, 10, 7]);
  expect(await secrets().find()).toBeUndefined();
  expect([...(await secrets().keep(wrapped))]).toEqual([...wrapped]);
  expect([...(await secrets().find())!]).toEqual([...wrapped]);
});

it('given many who keep one at once, then all are given the same, and it stays', async () => {
  const given = await Promise.all(Array.from({ length: 12 }, (_, i) => secrets().keep(Buffer.alloc(40, i + 1))));
  const texts = new Set(given.map((bytes) => Buffer.from(bytes).toString('hex')));
  expect(texts.size).toBe(1);
  expect(Buffer.from(await secrets().keep(Buffer.alloc(40, 99))).toString('hex')).toBe([...texts][0]);
  const { Item } = await engine.client.send(new GetCommand(row()));
  expect(Item).toEqual({ ...REPLY_SECRET_KEY, entity: 'reply_secret', wrapped: expect.stringMatching(/^[\w+/]+=*$/) });
});

it('throws when it is deleted between the refused write and the look at it', async () => {
  await secrets().keep(Buffer.alloc(40, 1));
  const { client } = engine;
  const forgetful = new Proxy(client, {
    get: (target, name) =>
      name === 'send'
        ? async (command: never) =>
            (command as object) instanceof GetCommand ? {} : (target.send as (one: never) => unknown)(command)
        : (Reflect.get(target, name) as unknown),
  });
  const { keep } = dynamoReplySecrets({ client: forgetful, deskTable: engine.deskTable });
  await expect(keep(Buffer.alloc(40, 2))).rejects.toThrow('was deleted');
});
