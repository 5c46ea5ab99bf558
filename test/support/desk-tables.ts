import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { findDesk } from '../../infra/operate/deployed-desk.ts';
import { ticketKey } from '../../shared/adapters/dynamodb/keys.ts';

/** Tables and files of a running desk, as its operator sees them: for what no API shows. */
export const openTables = async (data: string) => {
  const desk = await findDesk({ data });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(desk.client), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const files = new S3Client({ ...desk.client, forcePathStyle: true });
  const deskTable = desk.output('DeskTableName');
  return {
    client,
    deskTable,
    sessionsTable: desk.output('SessionsTableName'),
    viewsTable: desk.output('ViewsTableName'),
    /** Every row of a ticket's partition. */
    async rowsOf(serviceId: string, number: number): Promise<readonly Record<string, unknown>[]> {
      const rows: Record<string, unknown>[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: deskTable,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :pk',
          ExpressionAttributeValues: { ':pk': ticketKey(serviceId, number).PK },
        },
      );
      for await (const { Items = [] } of pages) rows.push(...Items);
      return rows;
    },
    /** Keys of a ticket's files. */
    async filesOf(serviceId: string, number: number): Promise<readonly string[]> {
      const { Contents = [] } = await files.send(
        new ListObjectsV2Command({ Bucket: desk.output('AttachmentsBucketName'), Prefix: `${serviceId}/${number}/` }),
      );
      return Contents.map(({ Key }) => Key!);
    },
    close() {
      client.destroy();
      files.destroy();
    },
  };
};
export type DeskTables = Awaited<ReturnType<typeof openTables>>;
