import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDraftTexts } from '../../shared/adapters/dynamodb/draft-texts.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoSealedOriginals, dynamoViewingLog } from '../../shared/adapters/dynamodb/confidential.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { kmsVault } from '../../shared/adapters/kms/vault.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { maskEntry } from '../../shared/application/masking/mask-entry.ts';
import { removeAttachment } from '../../shared/application/masking/remove-attachment.ts';
import { revealMask } from '../../shared/application/masking/reveal-mask.ts';
import { unmaskEntry } from '../../shared/application/masking/unmask-entry.ts';
import { revealField } from '../../shared/application/tickets/reveal-field.ts';
import { fieldOperations } from '../../shared/contracts/http/fields.ts';
import { maskingOperations } from '../../shared/contracts/http/masking.ts';
import { command, type NeedsOf, type OperationDeps, serveRows } from '../../shared/http/operation.ts';
import { shownEntryState } from '../../shared/http/shown.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, loadedLater, serve } from '../lambda.ts';

export type ConfidentialDeps = OperationDeps &
  NeedsOf<typeof maskEntry | typeof unmaskEntry | typeof revealField | typeof revealMask | typeof removeAttachment>;

/** Operations that mask text and reveal masked text. Only this function decrypts what is sealed on a ticket. */
export const createHandler = (deps: ConfidentialDeps) =>
  serveRows(deps, [
    command(maskingOperations.maskEntry, maskEntry(deps), shownEntryState),
    command(maskingOperations.unmaskEntry, unmaskEntry(deps), shownEntryState),
    command(fieldOperations.revealField, revealField(deps)),
    command(maskingOperations.revealMask, revealMask(deps), (text) => ({ text })),
    command(maskingOperations.removeAttachment, removeAttachment(deps), shownEntryState),
  ]);

const env = z.object({
  DESK_TABLE: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
  DATA_KEY_ID: z.string().min(1),
});

export const container = () => {
  const { DESK_TABLE: deskTable, ATTACHMENTS_BUCKET: bucket, DATA_KEY_ID: keyId } = env.parse(process.env);
  const client = documentClient();
  const clock = systemClockAndIds();
  const on = { client, deskTable, backoff: jitteredBackoff };
  const files = loadedLater(
    async () => (await import('../later/attachment-files.ts')).attachmentFiles(bucket),
    ['read', 'put', 'sizeOf', 'removeBelow'],
  );
  return {
    clock,
    log: powertoolsLog(),
    backoff: jitteredBackoff,
    richText: sanitizedRichText,
    directory: dynamoDeskDirectory({ client, deskTable }),
    tickets: dynamoTicketRepository({ ...on, now: clock.now }),
    originals: dynamoSealedOriginals({ client, deskTable }),
    viewings: dynamoViewingLog(on),
    draftTexts: dynamoDraftTexts(on),
    definitions: dynamoFieldRepository(on),
    vault: kmsVault({ client: new KMSClient(clientDefaults), keyId, now: clock.now }),
    files,
    fileRemains: files,
  };
};

export const handler = serve(container, createHandler);
