import { triggersKey } from './keys.ts';
import { changing, type Table } from './rows.ts';
import type { Write } from './write-transaction.ts';

/**
 * Raises the revision of a service's triggers, in the transaction that changes what they name: who evaluates them keeps
 * them compiled for one revision, and compiles them anew by what the service has now. A service without triggers gets
 * the row that counts, and a revision that its first trigger goes by.
 */
export const raiseTriggers = ({ TableName }: Table, serviceId: string): Write => ({
  Update: {
    TableName,
    Key: triggersKey(serviceId),
    ...changing({ set: { entity: 'triggers' }, add: { version: 1 } }),
  },
});
