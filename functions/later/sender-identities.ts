import { SESClient } from '@aws-sdk/client-ses';
import { sesSenderIdentities } from '../../shared/adapters/ses/sender-identities.ts';
import { clientDefaults } from '../lambda.ts';

/** Verified senders in SES. Loaded with the first address that is looked up. */
export const senderIdentities = (mailDomain: string) =>
  sesSenderIdentities({ client: new SESClient(clientDefaults), mailDomain });
