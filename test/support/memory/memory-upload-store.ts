import {
  RESTORED_UPLOAD_SECONDS,
  UPLOAD_SECONDS,
  type Upload,
  type UploadStore,
} from '../../../shared/application/ports/writing.ts';

/** `until`: the millisecond that it ends at. */
export type MemoryUpload = { readonly upload: Upload; readonly until: number };

export const uploadRow = (serviceId: string, agentId: string, uploadId: string) =>
  JSON.stringify([serviceId, agentId, uploadId]);

/** An upload whose file an answer took that was taken back. */
export const restoredUpload = (upload: Upload, now: Date): MemoryUpload => ({
  upload,
  until: now.getTime() + RESTORED_UPLOAD_SECONDS * 1000,
});

/** Announced uploads in memory; given the map of a MemoryDesk, its ticket repository uses them up. */
export const memoryUploadStore = ({ uploads }: { readonly uploads: Map<string, MemoryUpload> }): UploadStore => ({
  put: async (upload, now) => {
    uploads.set(uploadRow(upload.serviceId, upload.agentId, upload.uploadId), {
      upload,
      until: now.getTime() + UPLOAD_SECONDS * 1000,
    });
  },
  findMany: async (serviceId, agentId, uploadIds, now) =>
    uploadIds.flatMap((uploadId) => {
      const found = uploads.get(uploadRow(serviceId, agentId, uploadId));
      return found !== undefined && found.until > now.getTime() ? [found.upload] : [];
    }),
});
