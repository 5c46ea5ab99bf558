import * as z from 'zod';
import { NOTICE_TITLE_LENGTH } from '../../domain/notice/notice.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { changeOf, id, line, orNull, richText } from './plain-values.ts';

const noticeParams = once(() => serviceParams().extend({ noticeId: id }));
const instant = once(() => z.iso.datetime({ offset: true }));
const title = once(() => line(NOTICE_TITLE_LENGTH));

export const noticeDto = once(() =>
  z
    .object({
      noticeId: z.string(),
      version: z.int(),
      title: z.string(),
      html: z.string(),
      pinned: z.boolean(),
      from: z.string(),
      until: orNull(z.string()),
      createdBy: z.string(),
      createdAt: z.string(),
      editedBy: orNull(z.string()),
      editedAt: orNull(z.string()),
    })
    .meta({ id: 'Notice' }),
);

export const listNotices = defineOperation({
  operationId: 'listNotices',
  summary: 'Notices of a service: pinned ones first, then the newest',
  method: 'GET',
  path: '/services/{serviceId}/notices',
  group: 'ticket-queries',
  permission: 'read_desk',
  params: serviceParams,
  query: () =>
    z.strictObject({
      /** `current` are the notices to be read now. `all`, for administrators, adds past and future ones. */
      which: z.enum(['current', 'all']).default('current'),
    }),
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          notices: z.array(noticeDto()),
          changesInSeconds: orNull(z.int()).describe(
            'Seconds until the time of a notice begins or ends: ask again then. Null when none does.',
          ),
        })
        .meta({ id: 'Notices' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const createNotice = defineOperation({
  operationId: 'createNotice',
  summary: 'Put a notice up',
  method: 'POST',
  path: '/services/{serviceId}/notices',
  group: 'administration',
  permission: 'manage_notices',
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      title: title(),
      html: richText,
      pinned: z.boolean().default(false),
      /** Left out: now. */
      from: instant().exactOptional(),
      until: instant().exactOptional(),
    }),
  response: { status: 201, schema: noticeDto },
  headers: { ...noHeaders, etag: true },
  problems: [...serviceProblems, 'too_many_notices', 'too_large', 'conflict_try_again'],
});

export const editNotice = defineOperation({
  operationId: 'editNotice',
  summary: 'Change a notice; what is left out stays, null takes it away',
  method: 'PATCH',
  path: '/services/{serviceId}/notices/{noticeId}',
  group: 'administration',
  permission: 'manage_notices',
  params: noticeParams,
  query: noQuery,
  body: () =>
    changeOf({
      title: title(),
      html: richText,
      pinned: z.boolean(),
      from: instant(),
      until: instant().nullable(),
    }),
  response: { status: 200, schema: noticeDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...serviceProblems, 'notice_not_found', 'version_conflict', 'too_large', 'conflict_try_again'],
});

export const deleteNotice = defineOperation({
  operationId: 'deleteNotice',
  summary: 'Take a notice down',
  method: 'DELETE',
  path: '/services/{serviceId}/notices/{noticeId}',
  group: 'administration',
  permission: 'manage_notices',
  params: noticeParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: () => z.object({ noticeId: z.string() }).meta({ id: 'DeletedNotice' }) },
  headers: { ifMatch: true, idempotencyKey: false, etag: false },
  problems: [...serviceProblems, 'notice_not_found', 'version_conflict', 'conflict_try_again'],
});

export const noticeOperations = {
  listNotices,
  createNotice,
  editNotice,
  deleteNotice,
} as const;
