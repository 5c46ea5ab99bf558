import { SESClient } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { sesSenderIdentities } from '../../shared/adapters/ses/sender-identities.ts';
import { clientDefaults } from '../lambda.ts';

/** Verified senders in SES. Loaded with the first address that is looked up. */
export const senderIdentities = (mailDomain: string) =>
  sesSenderIdentities({
    client: new SESClient(clientDefaults),
    secondClient: new SESv2Client(clientDefaults),
    mailDomain,
  });
