import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  RESTORED_UPLOAD_SECONDS,
  UPLOAD_SECONDS,
  type Upload,
  type UploadStore,
} from '../../application/ports/writing.ts';
import { epochSeconds, rows } from './rows.ts';
import { uploadKey } from './keys.ts';

export const uploadRows = rows<
  Upload & { readonly expiresAt: number },
  Pick<Upload, 'serviceId' | 'agentId' | 'uploadId'>
>({
  entity: 'upload',
  key: ({ serviceId, agentId, uploadId }) => uploadKey(serviceId, agentId, uploadId),
  schema: () =>
    z.object({
      uploadId: z.string().min(1),
      serviceId: z.string().min(1),
      agentId: z.string().min(1),
      name: z.string().min(1),
      type: z.string().min(1),
      size: z.int().positive(),
      key: z.string().min(1),
      expiresAt: z.int(),
    }),
});

/** An upload whose file an answer took that was taken back. */
export const restoredUpload = (upload: Upload, now: Date) => ({
  ...upload,
  expiresAt: epochSeconds(now) + RESTORED_UPLOAD_SECONDS,
});

/**
 * Announced uploads in the sessions table. What an entry took is taken away in the transaction that writes the entry
 * (ticket-repository.ts).
 */
export const dynamoUploadStore = ({
  client,
  sessionsTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): UploadStore => {
  const sessions = { client, TableName: sessionsTable };
  return {
    async put(upload, now) {
      const { Put } = uploadRows.create(sessions, { ...upload, expiresAt: epochSeconds(now) + UPLOAD_SECONDS });
      await client.send(new PutCommand(Put));
    },
    async findMany(serviceId, agentId, uploadIds, now) {
      const found = await Promise.all(
        uploadIds.map((uploadId) => uploadRows.get(sessions, { serviceId, agentId, uploadId })),
      );
      // TTL deletes late: a row past its time counts as gone.
      return found.flatMap((row) => {
        if (row === undefined || row.expiresAt <= epochSeconds(now)) return [];
        const { expiresAt: _expiresAt, ...upload } = row;
        return [upload];
      });
    },
  };
};
