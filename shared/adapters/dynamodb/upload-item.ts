import * as z from 'zod';
import { UPLOAD_SECONDS, type Upload } from '../../application/ports/writing.ts';
import { epochSeconds } from './idempotency-item.ts';
import { uploadKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('upload'),
  uploadId: z.string().min(1),
  serviceId: z.string().min(1),
  agentId: z.string().min(1),
  name: z.string().min(1),
  type: z.string().min(1),
  size: z.int().positive(),
  key: z.string().min(1),
  expiresAt: z.int(),
});

export const toItem = (upload: Upload, now: Date) => ({
  ...uploadKey(upload.serviceId, upload.agentId, upload.uploadId),
  entity: 'upload' as const,
  ...upload,
  expiresAt: epochSeconds(now) + UPLOAD_SECONDS,
});

/** TTL deletes late: a row past its time counts as gone. */
export const fromItem = (item: unknown, now: Date): Upload | undefined => {
  const { entity: _entity, expiresAt, ...upload } = itemSchema.parse(item);
  return expiresAt <= epochSeconds(now) ? undefined : upload;
};
