import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoMailCounts } from '../../shared/adapters/dynamodb/mail-counts.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { patternsOf } from '../../shared/adapters/patterns/trigger-checks.ts';
import { testTrigger, type TriggerTests } from '../../shared/application/triggers/test-trigger.ts';

type Stored = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly sessionsTable: string;
};
/** Tries triggers. Loaded with the first: what evaluates them, and tickets with their customers. */
export const triggerTests = ({ client, deskTable, sessionsTable }: Stored): TriggerTests => {
  const on = { client, deskTable, backoff: jitteredBackoff };
  const read = {
    patternsOf,
    tickets: dynamoTicketRepository({ ...on, now: () => new Date() }),
    customers: dynamoCustomerRepository(on),
    mailCounts: dynamoMailCounts({ client, sessionsTable }),
  };
  return { run: (deps, input) => testTrigger({ ...deps, ...read })(input) };
};
