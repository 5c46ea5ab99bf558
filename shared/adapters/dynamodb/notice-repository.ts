import * as z from 'zod';
import type { NoticeRepository } from '../../application/ports/desk-settings.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { deskFactRows } from './fact-rows.ts';
import { noticeKey } from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { rows } from './rows.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

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

/** Notices as rows beside their service, each change with its fact. */
export const dynamoNoticeRepository = ({ client, deskTable, backoff }: DeskDeps): NoticeRepository => {
  const desk = { client, TableName: deskTable };
  return {
    list: (serviceId) =>
      queryAll(desk, { ...beginningWith(noticeKey(serviceId, '')), consistent: true }, noticeRows.read),
    find: (serviceId, noticeId) => noticeRows.get(desk, { serviceId, noticeId }),
    save: (notice, before, fact) =>
      writeAll(client, backoff, [noticeRows.putIfVersion(desk, before, notice), deskFactRows.put(desk, fact)]),
    remove: (notice, fact) =>
      writeAll(client, backoff, [noticeRows.removeIfVersion(desk, notice, notice), deskFactRows.put(desk, fact)]),
  };
};
