import * as z from 'zod';
import { FILE_NAME_LENGTH } from '../../domain/ticket/attachment-rules.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { exact, line } from './plain-values.ts';

export const createUpload = defineOperation({
  operationId: 'createUpload',
  summary: 'Announce a file (25 MB at most) and get the address to upload it to',
  method: 'POST',
  path: '/services/{serviceId}/uploads',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      name: line(FILE_NAME_LENGTH),
      type: exact({ max: 100 })
        .trim()
        .regex(/^[\w.+-]+\/[\w.+-]+$/, 'A media type such as image/png'),
      size: z.int().nonnegative(),
    }),
  response: {
    status: 201,
    schema: () =>
      z
        .object({
          uploadId: z.string(),
          /** Upload the file there with one PUT and exactly these headers, within 15 minutes. */
          url: z.string(),
          headers: z.record(z.string(), z.string()),
          /** The upload can be attached to a text until then. */
          expiresAt: z.string(),
        })
        .meta({ id: 'Upload' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'file_refused', 'too_large'],
});

export const uploadOperations = {
  createUpload,
} as const;
