import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TestMailCounts } from '../../application/ports/mails.ts';
import { TEST_MAILS_LIMIT, TEST_MAILS_SECONDS } from '../../domain/mail/test-mail.ts';
import { testMailCountKey } from './keys.ts';
import { anyOf, changing, compares, epochSeconds, NOT_THERE } from './rows.ts';
import { unlessRefused } from './write-transaction.ts';

/** Counts test mails in the sessions table, a row for each agent and window. */
export const dynamoTestMailCounts = ({
  client,
  sessionsTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): TestMailCounts => ({
  async take(agentId, now) {
    const seconds = epochSeconds(now);
    const window = Math.floor(seconds / TEST_MAILS_SECONDS);
    const end = (window + 1) * TEST_MAILS_SECONDS;
    const counted = await unlessRefused(
      client.send(
        new UpdateCommand({
          TableName: sessionsTable,
          Key: testMailCountKey(agentId, window),
          ...changing(
            { set: { entity: 'test_mail_count', expiresAt: end + TEST_MAILS_SECONDS }, add: { mails: 1 } },
            anyOf(NOT_THERE, compares('mails', '<', TEST_MAILS_LIMIT)),
          ),
        }),
      ),
    );
    return counted === undefined ? end - seconds : undefined;
  },
});
