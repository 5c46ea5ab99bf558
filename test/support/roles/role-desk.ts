import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { automationWrites } from '../../../shared/adapters/dynamodb/automation-rows.ts';
import { dynamoCallRepository } from '../../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoConnectionStore } from '../../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoFiguresStore } from '../../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoPresenceStore } from '../../../shared/adapters/dynamodb/presence-store.ts';
import { dynamoProjectionStore } from '../../../shared/adapters/dynamodb/projection-store.ts';
import { dynamoImportantTickets } from '../../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoSeenAgents } from '../../../shared/adapters/dynamodb/seen-agents.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import type { QueueMessage } from '../../../infra/local/host-services.ts';
import { memoryLog } from '../memory-log.ts';
import type { HostedStage } from './hosted-stage.ts';
import { type DepsOf, type FunctionName, inRole } from './in-role.ts';
import { hostedStage } from './stage-of-file.ts';

/** The operator's own way to everything that a test sets up or looks at, past every role. */
const operatorOf = ({ client, names: { deskTable, sessionsTable, viewsTable } }: HostedStage) => {
  const on = { client, deskTable, sessionsTable, viewsTable, backoff: jitteredBackoff, now: () => new Date() };
  const automation = automationWrites;
  return {
    tickets: dynamoTicketRepository({ ...on, automation }),
    calls: dynamoCallRepository(on),
    importantTickets: dynamoImportantTickets(on),
    connections: dynamoConnectionStore(on),
    presence: dynamoPresenceStore(on),
    seen: dynamoSeenAgents(on),
    directory: { ...dynamoDeskDirectory(on), ...dynamoDeskRegistry(on) },
    figures: { ...dynamoProjectionStore(on), ...dynamoFiguresStore(on) },
  };
};

/** An empty stage, what one function's handler depends on under its role, and the operator's way past it. */
export const roleDesk = async <N extends FunctionName>(
  name: N,
): Promise<{
  readonly stage: HostedStage;
  readonly deps: DepsOf<N>;
  readonly operator: ReturnType<typeof operatorOf>;
  readonly log: ReturnType<typeof memoryLog>;
}> => {
  const stage = await hostedStage();
  await stage.empty();
  return { stage, deps: await inRole(name), operator: operatorOf(stage), log: memoryLog() };
};

/** A message that the function was given by its queue, whose address stands in this variable of its environment. */
export const received = async (
  { functions, deployment, queues }: HostedStage,
  name: FunctionName,
  variable: string,
  body: string,
): Promise<QueueMessage & { readonly seconds: () => number; readonly delayed: () => number }> => {
  const url = functions.get(name)!.environment[variable]!;
  const { Arn } = deployment.ofType('AWS::SQS::Queue').find(({ ref }) => ref === url)!.attributes;
  await queues.queues.send(Arn!, body, { delaySeconds: 0 });
  const [message] = await queues.queues.receive(Arn!, { max: 1 });
  const depth = () => queues.depth(Arn!);
  return { ...message!, seconds: () => depth().inFlight, delayed: () => depth().delayed };
};

/** What was sent, by connection: of what is sent at once nobody knows which comes first. */
export const byConnection = <S extends { readonly connectionId: string }>(sent: readonly S[]): readonly S[] =>
  sent.toSorted((left, right) =>
    left.connectionId < right.connectionId ? -1 : left.connectionId > right.connectionId ? 1 : 0,
  );
