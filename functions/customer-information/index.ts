import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoInformationSourceRepository } from '../../shared/adapters/dynamodb/information-source-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { guardedHttps } from '../../shared/adapters/http-out/guarded-https.ts';
import { httpsCustomerInformation } from '../../shared/adapters/http-out/https-customer-information.ts';
import { namesPrivateAddress } from '../../shared/adapters/http-out/public-address.ts';
import { kmsVault } from '../../shared/adapters/kms/vault.ts';
import { askCustomerInformation } from '../../shared/application/customer-information/ask-customer-information.ts';
import { testInformationSource } from '../../shared/application/customer-information/test-information-source.ts';
import { fieldTexts } from '../../shared/application/tickets/field-texts.ts';
import { customerInformationOperations } from '../../shared/contracts/http/customer-information.ts';
import { command, type NeedsOf, type OperationDeps, serveRows } from '../../shared/http/operation.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient, serve } from '../lambda.ts';

/** Calls the customer information APIs. A function of its own: it has internet access and writes nothing. */
export const createHandler = (
  deps: OperationDeps & NeedsOf<typeof askCustomerInformation | typeof testInformationSource>,
) =>
  serveRows(deps, [
    command(customerInformationOperations.askCustomerInformation, askCustomerInformation(deps)),
    command(customerInformationOperations.testInformationSource, testInformationSource(deps)),
  ]);

const env = z.object({
  DESK_TABLE: z.string().min(1),
  DATA_KEY_ID: z.string().min(1),
  /**
   * Only for a local host: comma-separated hosts that may have any address, and the certificate by which they are
   * trusted.
   */
  ALLOWED_HOSTS: z
    .string()
    .transform((hosts) => hosts.split(','))
    .optional(),
  ALLOWED_AUTHORITY: z.string().min(1).optional(),
});

/** Composition root without write grants. */
export const container = () => {
  const {
    DESK_TABLE: deskTable,
    DATA_KEY_ID: keyId,
    ALLOWED_HOSTS: allowedHosts,
    ALLOWED_AUTHORITY: authority,
  } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  const now = () => new Date();
  const tickets = dynamoTicketRepository({ client, deskTable, backoff, now });
  const definitions = dynamoFieldRepository({ client, deskTable, backoff });
  return {
    log: powertoolsLog(),
    directory: dynamoDeskDirectory({ client, deskTable }),
    tickets,
    sources: dynamoInformationSourceRepository({ client, deskTable, backoff }),
    vault: kmsVault({ client: new KMSClient(clientDefaults), keyId, now }),
    api: httpsCustomerInformation({
      https: guardedHttps({ ...(allowedHosts && { allowedHosts }), ...(authority !== undefined && { authority }) }),
      now,
    }),
    definitions,
    namesPrivateAddress: (url: string) => namesPrivateAddress(new URL(url)),
    fieldTexts: fieldTexts({ tickets, definitions }),
  };
};

export const handler = serve(container, createHandler);
