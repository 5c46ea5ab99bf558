import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { TimedRun } from '../../constructs/function-triggers.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';

export type EndingFlowProps = { readonly surroundings: Surroundings; readonly data: DataStack; readonly bus: DeskBus };

/** Completes tickets that stayed resolved long enough, and erases what deleted tickets leave. */
export class EndingFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, bus }: EndingFlowProps) {
    super(scope, id);
    const { config, alarms, deadLetters } = surroundings;
    const complete = new DeskFunction(this, 'Complete', {
      ...surroundings,
      name: 'complete-tickets',
      description: 'Completes tickets that have stayed resolved long enough',
      timeout: Duration.minutes(5),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name },
    });
    data.desk.grantCompletion(complete);
    new TimedRun(this, 'Completion', {
      deadLetters: deadLetters.ofAgents,
      fn: complete,
      minutes: config.timings.autoCompleteMinutes,
    });

    const erase = new DeskFunction(this, 'Erase', {
      ...surroundings,
      name: 'erase-tickets',
      description: 'Erases texts and files of deleted tickets',
      timeout: Duration.seconds(60),
      memory: 512,
      environment: {
        DESK_TABLE: data.desk.name,
        SESSIONS_TABLE: data.sessions.name,
        ATTACHMENTS_BUCKET: data.attachments.name,
      },
    });
    data.desk.grantErasing(erase);
    data.sessions.grantTraceErasing(erase);
    data.attachments.grantErasing(erase);
    // Two at once: nobody waits for a deletion, and each asks the table and the bucket for all of a ticket.
    bus.deliver(
      'Deletions',
      new WorkQueue(this, 'ToErase', {
        alarms,
        deadLetters: deadLetters.ofAgents,
        consumer: erase,
        batchSize: 1,
        maxConcurrency: 2,
        delay: Duration.seconds(config.timings.eraseAfterSeconds),
        maxReceiveCount: 5,
        alarmAge: Duration.minutes(30),
        errorImpact:
          'Texts and files of tickets that an administrator deleted are still stored, though nobody is shown them.',
      }),
      { detailType: ['TicketDeleted.v1'] },
    );
  }
}
