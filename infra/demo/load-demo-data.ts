import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { s3AttachmentStore } from '../../shared/adapters/s3/file-stores.ts';
import { cognitoAgentAccounts } from '../../shared/adapters/cognito/agent-accounts.ts';
import { applyDeskDocument } from '../operate/apply-desk-document.ts';
import { findDesk } from '../operate/deployed-desk.ts';
import { deskDocumentSchema } from '../operate/desk-document.ts';
import { loadDemo } from './load-demo.ts';
import { DEMO_ATTRIBUTE, demoDocument } from './demo-data.ts';

const [, , data, part, now, share, shares] = process.argv;
const {
  DESK_TABLE: deskTable,
  SESSIONS_TABLE: sessionsTable,
  ATTACHMENTS_BUCKET: bucket,
  DATA_KEY_ID: dataKeyId,
  AWS_ENDPOINT_URL_DYNAMODB: engine,
  DEMO_SHOP_URL: shopUrl,
  DEMO_SHOP_BEFORE: shopBefore,
} = process.env;
if (
  !data ||
  (part !== 'newest' && part !== 'older' && part !== 'shop') ||
  !now ||
  !share ||
  !shares ||
  !deskTable ||
  !sessionsTable ||
  !bucket
)
  throw new Error(
    'usage: DESK_TABLE=… SESSIONS_TABLE=… ATTACHMENTS_BUCKET=… node infra/demo/load-demo-data.ts DATA_FOLDER newest|older|shop NOW SHARE SHARES',
  );
const desk = await findDesk({ data });
// Straight to the engine, where one is named: nobody follows the streams yet, and there are no rights to check.
const unsigned = {
  sign: <T extends { readonly headers: Record<string, string> }>(request: T) =>
    Promise.resolve({
      ...request,
      headers: {
        ...request.headers,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=demo/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
      },
    }),
};
const client = documentClient({ ...desk.client, ...(engine ? { endpoint: engine, signer: unsigned as never } : {}) });
/** The bucket of attachments. */
const files = { client: new S3Client({ ...desk.client, forcePathStyle: true }), bucket };
const document = deskDocumentSchema.parse(JSON.parse(readFileSync(demoDocument, 'utf8')));

/** The last agent of the document is the last to be there. */
const isSetUp = async () => {
  const last = document.agents.at(-1);
  const agents = await dynamoDeskDirectory({ client, deskTable }).listAgents(last?.memberships.at(-1)?.serviceId ?? '');
  return agents.some(({ email }) => email === last?.email);
};

if (part === 'newest' && share === '0') {
  const people = new CognitoIdentityProviderClient(desk.client);
  const accounts = cognitoAgentAccounts({ client: people, userPoolId: desk.output('UserPoolId') });
  await applyDeskDocument({ registry: dynamoDeskRegistry({ client, deskTable, backoff: jitteredBackoff }), accounts })(
    document,
  );
  // The sign-in page of one machine offers each of them as a button, with what they do as its caption.
  for (const {
    email,
    memberships: [first],
  } of document.agents) {
    const service = document.services.find(({ serviceId }) => serviceId === first?.serviceId);
    const groups = (first?.groupIds ?? [])
      .map((id) => service?.groups.find(({ groupId }) => groupId === id)?.name ?? id)
      .join(', ');
    const caption =
      first?.role === 'administrator' ? 'Administrator' : [service?.name, groups].filter(Boolean).join(' · ');
    await people.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: desk.output('UserPoolId'),
        Username: email,
        UserAttributes: [{ Name: DEMO_ATTRIBUTE, Value: caption }],
      }),
    );
  }
} else {
  while (!(await isSetUp())) await pause(50);
}

/** In whose name the demo's service is set up. */
const administratorId = async (): Promise<string> => {
  const found = (await dynamoDeskDirectory({ client, deskTable }).listAgents('care')).find(
    ({ role }) => role === 'administrator',
  );
  if (!found) throw new Error('The demo has no administrator');
  return found.agentId;
};

// What only one process needs is imported there: a start waits for the newest part.
const connect = async (): Promise<void> => {
  if (shopUrl === undefined || (part === 'newest' && Number(share) !== Number(shares) - 1) || part === 'older') return;
  if (!dataKeyId) throw new Error('The shop is signed for with a sealed key: DATA_KEY_ID=…');
  const [{ connectShop }, { kmsVault }, { KMSClient }] = await Promise.all([
    import('./connect-shop.ts'),
    import('../../shared/adapters/kms/vault.ts'),
    import('@aws-sdk/client-kms'),
  ]);
  const vault = kmsVault({ client: new KMSClient(desk.client), keyId: dataKeyId, now: () => new Date() });
  await connectShop(
    { client, deskTable, vault, agentId: await administratorId() },
    { url: shopUrl, ...(shopBefore === undefined ? {} : { before: shopBefore }) },
  );
};
const bring = async (): Promise<void> => {
  const [{ bringSetup }, { openSetup }, { bringHours }, { dynamoBusinessHours }] = await Promise.all([
    import('./bring-setup.ts'),
    import('../operate/setup-file.ts'),
    import('./bring-hours.ts'),
    import('../../shared/adapters/dynamodb/trigger-repository.ts'),
  ]);
  const agentId = await administratorId();
  await bringSetup(await openSetup(desk, 'care'), agentId);
  await bringSetup(await openSetup(desk, 'engineering'), agentId, 'engineering');
  await bringHours(
    {
      hours: dynamoBusinessHours({ client, deskTable, backoff: jitteredBackoff }),
      directory: dynamoDeskDirectory({ client, deskTable }),
      clock: systemClockAndIds(),
      backoff: jitteredBackoff,
    },
    agentId,
  );
};

/** Calls are brought while the desk serves, since it schedules those that it is told of. */
const calls = async (): Promise<void> => {
  const [{ bringCalls }, { dynamoCallRepository }, { dynamoTicketRepository }, { libPhoneNumbers }] = await Promise.all(
    [
      import('./bring-calls.ts'),
      import('../../shared/adapters/dynamodb/call-repository.ts'),
      import('../../shared/adapters/dynamodb/ticket-repository.ts'),
      import('../../shared/adapters/phone/phone-numbers.ts'),
    ],
  );
  const directory = dynamoDeskDirectory({ client, deskTable });
  const stored = { client, deskTable, backoff: jitteredBackoff };
  await bringCalls(
    {
      backoff: jitteredBackoff,
      clock: systemClockAndIds(),
      directory,
      phoneNumbers: libPhoneNumbers,
      calls: dynamoCallRepository(stored),
      tickets: dynamoTicketRepository({ ...stored, now: () => new Date() }),
    },
    await directory.listAgents('care'),
  );
};

/** Values are brought after the set-up: before it there are no fields. */
const values = async (): Promise<void> => {
  if (!dataKeyId) throw new Error('Values of encrypted fields are sealed: DATA_KEY_ID=…');
  const [
    { bringValues },
    { dynamoCustomerRepository },
    { dynamoFieldRepository },
    { dynamoTicketRepository },
    { libPhoneNumbers },
    { kmsVault },
    { KMSClient },
  ] = await Promise.all([
    import('./bring-values.ts'),
    import('../../shared/adapters/dynamodb/customer-repository.ts'),
    import('../../shared/adapters/dynamodb/field-repository.ts'),
    import('../../shared/adapters/dynamodb/ticket-repository.ts'),
    import('../../shared/adapters/phone/phone-numbers.ts'),
    import('../../shared/adapters/kms/vault.ts'),
    import('@aws-sdk/client-kms'),
  ]);
  const directory = dynamoDeskDirectory({ client, deskTable });
  const stored = { client, deskTable, backoff: jitteredBackoff };
  const now = () => new Date();
  await bringValues(
    {
      backoff: jitteredBackoff,
      clock: systemClockAndIds(),
      directory,
      phoneNumbers: libPhoneNumbers,
      customers: dynamoCustomerRepository(stored),
      definitions: dynamoFieldRepository(stored),
      tickets: dynamoTicketRepository({ ...stored, sessionsTable, now }),
      vault: kmsVault({ client: new KMSClient(desk.client), keyId: dataKeyId, now }),
    },
    await directory.listAgents('care'),
  );
};

/** Masks are brought where their originals can be sealed. */
const masks = async (): Promise<void> => {
  if (!dataKeyId) throw new Error('Originals of masked texts are sealed: DATA_KEY_ID=…');
  const [
    { bringMasks },
    { dynamoDraftTexts },
    { dynamoSealedOriginals },
    { dynamoFieldRepository },
    { dynamoTicketRepository },
    { s3FileRemains },
    { s3UploadBucket },
    { sanitizedRichText },
    { kmsVault },
    { KMSClient },
  ] = await Promise.all([
    import('./bring-masks.ts'),
    import('../../shared/adapters/dynamodb/draft-texts.ts'),
    import('../../shared/adapters/dynamodb/confidential.ts'),
    import('../../shared/adapters/dynamodb/field-repository.ts'),
    import('../../shared/adapters/dynamodb/ticket-repository.ts'),
    import('../../shared/adapters/s3/file-stores.ts'),
    import('../../shared/adapters/s3/upload-bucket.ts'),
    import('../../shared/adapters/mail/sanitized-rich-text.ts'),
    import('../../shared/adapters/kms/vault.ts'),
    import('@aws-sdk/client-kms'),
  ]);
  const directory = dynamoDeskDirectory({ client, deskTable });
  const stored = { client, deskTable, backoff: jitteredBackoff };
  const now = () => new Date();
  await bringMasks(
    {
      backoff: jitteredBackoff,
      clock: systemClockAndIds(),
      directory,
      definitions: dynamoFieldRepository(stored),
      richText: sanitizedRichText,
      tickets: dynamoTicketRepository({ ...stored, now }),
      originals: dynamoSealedOriginals(stored),
      draftTexts: dynamoDraftTexts(stored),
      vault: kmsVault({ client: new KMSClient(desk.client), keyId: dataKeyId, now }),
      files: { ...s3AttachmentStore(files), ...s3UploadBucket(files) },
      fileRemains: s3FileRemains(files),
    },
    await directory.listAgents('care'),
  );
};

const signatures = async (): Promise<void> => {
  const [{ bringSignatures }, { dynamoPreferencesRepository }, { sanitizedRichText }] = await Promise.all([
    import('./bring-signatures.ts'),
    import('../../shared/adapters/dynamodb/preferences-repository.ts'),
    import('../../shared/adapters/mail/sanitized-rich-text.ts'),
  ]);
  const directory = dynamoDeskDirectory({ client, deskTable });
  await bringSignatures(
    {
      backoff: jitteredBackoff,
      directory,
      preferences: dynamoPreferencesRepository({ client, deskTable }),
      richText: sanitizedRichText,
    },
    await directory.listAgents('care'),
  );
};

const notices = async (): Promise<void> => {
  const [{ bringNotices }, { dynamoNoticeRepository }, { sanitizedRichText }] = await Promise.all([
    import('./bring-notices.ts'),
    import('../../shared/adapters/dynamodb/notice-repository.ts'),
    import('../../shared/adapters/mail/sanitized-rich-text.ts'),
  ]);
  await bringNotices(
    {
      notices: dynamoNoticeRepository({ client, deskTable, backoff: jitteredBackoff }),
      richText: sanitizedRichText,
      clock: systemClockAndIds(),
    },
    await administratorId(),
  );
};

/** An answer that an agent has begun. Its file lies in the desk's bucket for a day, as that of any draft. */
const drafts = async (): Promise<void> => {
  const [
    { bringDrafts },
    { dynamoDraftRepository },
    { dynamoTicketRepository },
    { dynamoUploadStore },
    { sanitizedRichText },
    { s3UploadBucket },
  ] = await Promise.all([
    import('./bring-drafts.ts'),
    import('../../shared/adapters/dynamodb/draft-repository.ts'),
    import('../../shared/adapters/dynamodb/ticket-repository.ts'),
    import('../../shared/adapters/dynamodb/upload-store.ts'),
    import('../../shared/adapters/mail/sanitized-rich-text.ts'),
    import('../../shared/adapters/s3/upload-bucket.ts'),
  ]);
  const stored = { client, deskTable, sessionsTable, backoff: jitteredBackoff };
  // The signed address is for a file that is not there yet, so it can have no checksum.
  const files = new S3Client({ ...desk.client, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
  await bringDrafts(
    {
      clock: systemClockAndIds(),
      richText: sanitizedRichText,
      tickets: dynamoTicketRepository({ ...stored, now: () => new Date() }),
      drafts: dynamoDraftRepository(stored),
      files: {
        uploads: dynamoUploadStore(stored),
        bucket: s3UploadBucket({ client: files, bucket }),
      },
      upload: async (url, headers, bytes) => {
        const { status } = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
        if (status !== 200) throw new Error(`The file of a draft was refused with ${status}`);
      },
    },
    await dynamoDeskDirectory({ client, deskTable }).listAgents('care'),
  );
};

const merge = async (): Promise<void> => {
  const [{ mergeCallers }, { dynamoCustomerRepository }, { libPhoneNumbers }, { noteCustomers }] = await Promise.all([
    import('./merge-callers.ts'),
    import('../../shared/adapters/dynamodb/customer-repository.ts'),
    import('../../shared/adapters/phone/phone-numbers.ts'),
    import('./note-customers.ts'),
  ]);
  const deps = {
    backoff: jitteredBackoff,
    clock: systemClockAndIds(),
    customers: dynamoCustomerRepository({ client, deskTable, backoff: jitteredBackoff }),
    directory: dynamoDeskDirectory({ client, deskTable }),
    phoneNumbers: libPhoneNumbers,
  };
  await mergeCallers(deps, await administratorId());
  await noteCustomers(deps);
};

/** The desk hands tickets over, so it must serve by then. */
const transfers = async (): Promise<void> => {
  const [{ bringTransfers }, { dynamoTicketRepository }] = await Promise.all([
    import('./bring-transfers.ts'),
    import('../../shared/adapters/dynamodb/ticket-repository.ts'),
  ]);
  const directory = dynamoDeskDirectory({ client, deskTable });
  await bringTransfers(
    {
      backoff: jitteredBackoff,
      clock: systemClockAndIds(),
      tickets: dynamoTicketRepository({ client, deskTable, backoff: jitteredBackoff, now: () => new Date() }),
    },
    await directory.listAgents('care'),
    await directory.listAgents('engineering'),
  );
};

if (part === 'older') {
  await bring();
  await notices();
  await calls();
  await values();
  await drafts();
  await masks();
  await signatures();
}
await Promise.all([
  connect(),
  ...(part === 'shop'
    ? []
    : [
        loadDemo({
          client,
          deskTable,
          sessionsTable,
          now: new Date(Number(now)),
          part,
          share: { index: Number(share), of: Number(shares) },
          attachments: s3AttachmentStore(files),
        }),
      ]),
]);
if (part === 'older') {
  await merge();
  await transfers();
}
