import type { GroupChange } from '../../domain/desk/agent-groups.ts';
import type { Agent } from '../../domain/desk/agent.ts';
import type { Service } from '../../domain/desk/service.ts';
import { addressToItem, agentToItem, groupToItem, serviceToItem } from './desk-items.ts';
import { addressKey } from './keys.ts';

/** Rows of the first release have no version: it counts as 1. */
const ifAsRead = (before: { readonly version: number } | undefined) =>
  before === undefined
    ? { ConditionExpression: 'attribute_not_exists(PK)' }
    : {
        ConditionExpression:
          before.version === 1
            ? 'attribute_exists(PK) AND (attribute_not_exists(#version) OR #version = :version)'
            : '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': before.version },
      };

/** Writes of a transaction: each row if it is what was read, or not there if it was not. */
export const agentWrite = (TableName: string, before: Agent | undefined, after: Agent) => ({
  Put: { TableName, Item: agentToItem(after), ...ifAsRead(before) },
});
export const groupWrite = (TableName: string, { before, after }: GroupChange) => ({
  Put: { TableName, Item: groupToItem(after), ...ifAsRead(before) },
});

/**
 * The service's row, then one row for each of its addresses, then those that it gave up. `addresses` names what each
 * write but the first is about.
 */
export const serviceWrites = (TableName: string, before: Service | undefined, after: Service) => {
  const own = {
    ConditionExpression: 'attribute_not_exists(PK) OR serviceId = :service',
    ExpressionAttributeValues: { ':service': after.serviceId },
  };
  const given = [...new Set(after.addresses)];
  const givenUp = (before?.addresses ?? []).filter((address) => !given.includes(address));
  return {
    addresses: [...given, ...givenUp],
    writes: [
      { Put: { TableName, Item: serviceToItem(after), ...ifAsRead(before) } },
      ...given.map((address) => ({ Put: { TableName, Item: addressToItem(address, after.serviceId), ...own } })),
      ...givenUp.map((address) => ({ Delete: { TableName, Key: addressKey(address), ...own } })),
    ],
  };
};
