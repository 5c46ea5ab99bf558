import type { AttachmentStore } from '../../../shared/application/ports/mails.ts';
import type { FileRemains } from '../../../shared/application/ports/tickets.ts';
import type { UploadBucket } from '../../../shared/application/ports/writing.ts';

export type MemoryObject = { readonly bytes: Uint8Array; readonly type: string };

/** The bucket of attachments in memory; its addresses lead nowhere, so a test uploads by `put`. */
export const memoryAttachments = (objects = new Map<string, MemoryObject>()): AttachmentStore & UploadBucket => {
  const find = (key: string): MemoryObject => {
    const found = objects.get(key);
    if (found === undefined) throw new Error(`NoSuchKey ${key}`);
    return found;
  };
  return {
    put: async (key, bytes, type) => {
      objects.set(key, { bytes, type });
    },
    read: async (key) => find(key).bytes,
    downloadUrl: async ({ key, name }) => `https://files.example.com/${key}?name=${encodeURIComponent(name)}`,
    uploadUrl: async ({ key, type }) => ({
      url: `https://files.example.com/${key}`,
      headers: { 'content-type': type },
    }),
    sizeOf: async (key) => objects.get(key)?.bytes.length,
    copy: async (from, to) => {
      objects.set(to, find(from));
    },
  };
};

/** Takes files away from the bucket in memory. */
export const memoryFileRemains = (objects: Map<string, MemoryObject>): FileRemains => ({
  async removeBelow(folder) {
    const keys = [...objects.keys()].filter((key) => key.startsWith(folder));
    for (const key of keys) objects.delete(key);
    return keys.length;
  },
});
