import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoCustomerRepository } from '../../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoMailLayoutRepository } from '../../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoMailRepository } from '../../../shared/adapters/dynamodb/mail-repository.ts';
import { s3AttachmentStore, s3RawMailStore } from '../../../shared/adapters/s3/file-stores.ts';
import { dynamoReplySecrets } from '../../../shared/adapters/dynamodb/reply-secret.ts';
import { replySigner, replyVerifier } from '../../../shared/adapters/kms/reply-reference.ts';
import { steppingClock } from '../clock.ts';
import { memoryLog } from '../memory-log.ts';
import { aService, anAgent } from '../tickets.ts';
import { inRole } from './in-role.ts';
import { liveView } from './live-view.ts';
import type { MailFunction } from './mail-functions.ts';
import { hostedStage } from './stage-of-file.ts';
import type { StoredObject } from './stored-objects.ts';

/**
 * What `aMailDesk` gives, on an empty stage: whatever the function has by its own composition root is used under its
 * role, the rest is the operator's. `state`, `objects` and `raws` look past every role.
 */
export const roleMailDesk = async (name: MailFunction) => {
  const stage = await hostedStage();
  await stage.empty();
  const {
    client,
    names: { deskTable, sessionsTable, attachments, rawMail },
    operator,
    s3,
  } = stage;
  const on = { client, deskTable, sessionsTable, backoff: jitteredBackoff, now: () => new Date() };
  const registry = dynamoDeskRegistry(on);
  await registry.putService(aService());
  await registry.putAgent(anAgent());
  const inFunction = await inRole(name);
  const log = memoryLog();
  const signing = {
    client: stage.kms,
    keyId: stage.functions.get(name)!.environment['DATA_KEY_ID'] ?? '',
    secrets: dynamoReplySecrets(on),
    now: on.now,
  };
  return {
    mails: dynamoMailRepository(on),
    layouts: dynamoMailLayoutRepository(on),
    customers: dynamoCustomerRepository(on),
    attachments: s3AttachmentStore({ client: s3, bucket: attachments }),
    rawMail: s3RawMailStore({ client: s3, bucket: rawMail }),
    rawPrefix: '',
    region: operator.region,
    ...inFunction,
    replyReference: {
      ...replySigner(signing),
      ...replyVerifier({ ...signing, earlierKeyId: undefined }),
      ...('replyReference' in inFunction ? inFunction.replyReference : {}),
    },
    directory: { ...dynamoDeskDirectory(on), ...('directory' in inFunction ? inFunction.directory : {}), ...registry },
    state: stage.rows,
    objects: stage.objects,
    raws: rawBytes(stage.rawMails),
    log,
    clockAndIds: steppingClock(),
    backoff: async () => {},
  };
};

/** Raw mails as their bytes alone. */
const rawBytes = (stored: Map<string, StoredObject>): Map<string, Uint8Array> =>
  liveView(() => {
    const bytes = new Map([...stored].map(([key, object]) => [key, object.bytes]));
    bytes.set = (key, value) => {
      stored.set(key, { bytes: value, type: 'message/rfc822' });
      return bytes;
    };
    return bytes;
  }, new Map());
