import { KMSClient } from '@aws-sdk/client-kms';
import { kmsVault } from '../../shared/adapters/kms/vault.ts';
import type { Vault } from '../../shared/application/ports/confidential.ts';
import { clientDefaults } from '../lambda.ts';

/** Seals and opens what is encrypted in the table. Loaded later by functions of which few requests need it. */
export const dataVault = (key: { readonly keyId: string; readonly now: () => Date }): Vault =>
  kmsVault({ client: new KMSClient(clientDefaults), ...key });
