import * as z from 'zod';
import type { Notice } from '../../domain/notice/notice.ts';
import { noticeKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('notice'),
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
});

export const toItem = (notice: Notice) => ({
  ...noticeKey(notice.serviceId, notice.noticeId),
  entity: 'notice' as const,
  ...notice,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): Notice => {
  const { entity: _entity, ...notice } = itemSchema.parse(item);
  return notice;
};
