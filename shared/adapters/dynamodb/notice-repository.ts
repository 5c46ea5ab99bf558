import { DeleteCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { NoticeRepository } from '../../application/ports/desk-settings.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { anyOf, has, NOT_THERE, rows } from './rows.ts';
import { noticeKey } from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { unlessRefused } from './write-transaction.ts';

export const noticeRows = rows<Notice, Pick<Notice, 'serviceId' | 'noticeId'>>({
  entity: 'notice',
  key: ({ serviceId, noticeId }) => noticeKey(serviceId, noticeId),
  schema: () =>
    z.object({
      serviceId: z.string(),
      noticeId: z.string(),
      version: z.int().positive(),
      title: z.string(),
      html: z.string(),
      pinned: z.boolean(),
      from: z.string(),
      until: z.string().exactOptional(),
      createdBy: z.string(),
      createdAt: z.string(),
      editedBy: z.string().exactOptional(),
      editedAt: z.string().exactOptional(),
    }),
});

/** Notices as rows beside their service. */
export const dynamoNoticeRepository = ({
  client,
  deskTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): NoticeRepository => {
  const desk = { client, TableName: deskTable };
  return {
    list: (serviceId) =>
      queryAll(desk, { ...beginningWith(noticeKey(serviceId, '')), consistent: true }, noticeRows.read),
    find: (serviceId, noticeId) => noticeRows.get(desk, { serviceId, noticeId }),
    async save(notice, before) {
      const { Put } = noticeRows.putIfVersion(desk, before, notice);
      return (await unlessRefused(client.send(new PutCommand(Put)))) !== undefined;
    },
    async remove(notice) {
      const asItIs = anyOf(NOT_THERE, has({ version: notice.version }));
      const { Delete } = noticeRows.remove(desk, notice, asItIs);
      return (await unlessRefused(client.send(new DeleteCommand(Delete)))) !== undefined;
    },
  };
};
