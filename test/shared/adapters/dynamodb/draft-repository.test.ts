import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoDraftRepository } from '../../../../shared/adapters/dynamodb/draft-repository.ts';
import { aDraft } from '../../../support/drafts.ts';

// Only failures that the engine can't be brought to, and what an autosave costs; everything else is in the port's
// contract test.
const ddb = mockClient(DynamoDBDocumentClient);
const drafts = dynamoDraftRepository({
  client: ddb as unknown as DynamoDBDocumentClient,
  deskTable: 'desk-table',
  backoff: async () => {},
});
const metadata = { message: 'x', $metadata: {} };
beforeEach(() => {
  ddb.reset();
});

it('writes an autosave as one row, outside of a transaction', async () => {
  ddb.on(PutCommand).resolves({});
  expect(await drafts.save(aDraft(), aDraft({ version: 1 }))).toBe(true);
  expect(ddb.calls()).toHaveLength(1);
  expect(ddb.commandCalls(PutCommand)[0]!.args[0].input).toMatchObject({
    ConditionExpression: '#n0 = :v0',
    ExpressionAttributeNames: { '#n0': 'version' },
    ExpressionAttributeValues: { ':v0': 1 },
  });
});

it('given a command that is sending the draft just now, then it waits for the end of that, and tells who was first', async () => {
  ddb.on(PutCommand).rejects(new TransactionConflictException(metadata));
  ddb.on(TransactWriteCommand).resolves({});
  expect(await drafts.save(aDraft(), aDraft({ version: 1 }))).toBe(true);
  expect(ddb.commandCalls(TransactWriteCommand)).toHaveLength(1);
});

it('tells a failed condition, and throws any other failure as it came', async () => {
  ddb.on(PutCommand).rejectsOnce(new ConditionalCheckFailedException(metadata)).rejects(new Error('no network'));
  expect(await drafts.save(aDraft(), aDraft({ version: 1 }))).toBe(false);
  await expect(drafts.save(aDraft(), aDraft({ version: 1 }))).rejects.toThrow('no network');
});
