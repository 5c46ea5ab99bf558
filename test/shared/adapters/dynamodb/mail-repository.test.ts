import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoMailRepository } from '../../../../shared/adapters/dynamodb/mail-repository.ts';
import { mailRows } from '../../../../shared/adapters/dynamodb/ticket-rows.ts';
import { aMail } from '../../../support/tickets.ts';

const ddb = mockClient(DynamoDBDocumentClient);
const mails = dynamoMailRepository({
  client: ddb as unknown as DynamoDBDocumentClient,
  deskTable: 'desk',
  backoff: async () => {},
});
beforeEach(() => ddb.reset());

describe('findMany', () => {
  it('asks again for what the table left unread', async () => {
    const [one, two] = [aMail({ id: 'mail_1' }), aMail({ id: 'mail_2' })];
    const { PK, SK } = mailRows.toItem(two);
    ddb
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { desk: [mailRows.toItem(one)] }, UnprocessedKeys: { desk: { Keys: [{ PK, SK }] } } })
      .resolvesOnce({ Responses: { desk: [mailRows.toItem(two)] } });
    expect(await mails.findMany('support', 1024, ['mail_1', 'mail_2'])).toEqual([one, two]);
    expect(ddb.commandCalls(BatchGetCommand)[1]!.args[0].input.RequestItems).toEqual({ desk: { Keys: [{ PK, SK }] } });
  });

  it('asks for a hundred at once, the table’s limit', async () => {
    ddb.on(BatchGetCommand).resolves({ Responses: { desk: [] } });
    await mails.findMany(
      'support',
      1024,
      Array.from({ length: 150 }, (_, i) => `mail_${i}`),
    );
    expect(
      ddb.commandCalls(BatchGetCommand).map((call) => call.args[0].input.RequestItems!['desk']!.Keys!.length),
    ).toEqual([100, 50]);
  });
});
