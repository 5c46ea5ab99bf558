import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { patternsOf } from '../../shared/adapters/patterns/trigger-checks.ts';
import {
  testTrigger,
  type TestTriggerDeps,
  type TestTriggerInput,
} from '../../shared/application/triggers/test-trigger.ts';

type Stored = { readonly client: DynamoDBDocumentClient; readonly deskTable: string };
/** What a test of a trigger needs that its function has anyway. */
export type TriggerTestDeps = Omit<TestTriggerDeps, 'tickets' | 'customers' | 'patternsOf'>;

/** Tries triggers before they are saved. Loaded with the first: what evaluates them, and tickets with their customers. */
export const triggerTests = ({ client, deskTable }: Stored) => {
  const on = { client, deskTable, backoff: jitteredBackoff };
  const read = {
    patternsOf,
    tickets: dynamoTicketRepository({ ...on, now: () => new Date() }),
    customers: dynamoCustomerRepository(on),
  };
  return { run: (deps: TriggerTestDeps, input: TestTriggerInput) => testTrigger({ ...deps, ...read })(input) };
};
export type TriggerTests = ReturnType<typeof triggerTests>;
