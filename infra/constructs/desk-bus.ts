import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { SOURCE } from '../../events/envelope.ts';
import { allow } from './allow.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { DeskFunction } from './desk-function.ts';
import { giveWork } from './function-triggers.ts';
import type { WorkQueue } from './work-queue.ts';

/** The bus that carries every published event of the desk. */
export class DeskBus extends Construct {
  private readonly bus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus');
  }

  get name(): string {
    return this.bus.eventBusName;
  }

  get arn(): string {
    return this.bus.eventBusArn;
  }

  publishFrom(fn: DeskFunction): void {
    allow(fn, ['events:PutEvents'], [this.arn]);
  }

  /**
   * Sends the desk's events, or only those that match a pattern, to a queue. One that can't be brought there for a day
   * is a dead letter, as what the queue's function can't do.
   */
  deliver(id: string, queue: WorkQueue, pattern: Omit<EventPattern, 'source'> = {}): void {
    new Rule(this, id, {
      eventBus: this.bus,
      eventPattern: { source: [SOURCE], ...pattern },
      targets: [new SqsQueue(queue.queue, { deadLetterQueue: queue.deadLetters })],
    });
  }

  /**
   * Gives a function those of the desk's events that match one of the patterns, each by itself and without a queue
   * between. No event may match two of them.
   */
  give(
    id: string,
    fn: DeskFunction,
    deadLetters: DeadLetters,
    ...patterns: readonly Omit<EventPattern, 'source'>[]
  ): void {
    giveWork(fn, deadLetters);
    for (const [index, pattern] of patterns.entries())
      new Rule(this, index === 0 ? id : `${id}${index + 1}`, {
        eventBus: this.bus,
        eventPattern: { source: [SOURCE], ...pattern },
        targets: [new LambdaFunction(fn.lambda, { deadLetterQueue: deadLetters.queue })],
      });
  }
}
