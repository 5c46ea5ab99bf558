import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeskBus } from '../../constructs/desk-bus.ts';
import { DeskFunction } from '../../constructs/desk-function.ts';
import type { Surroundings } from '../../constructs/surroundings.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import type { DataStack } from '../data-stack.ts';

export type EscalationFlowProps = {
  readonly surroundings: Surroundings;
  readonly data: DataStack;
  readonly bus: DeskBus;
};

/** Hands tickets over to Issue Management services, and brings back what becomes of them there. */
export class EscalationFlow extends Construct {
  constructor(scope: Construct, id: string, { surroundings, data, bus }: EscalationFlowProps) {
    super(scope, id);
    const { alarms, deadLetters } = surroundings;
    const transfer = new DeskFunction(this, 'TransferToIssue', {
      ...surroundings,
      name: 'transfer-to-issue',
      description: 'Hands tickets over to issue services, and tells what became of them',
      timeout: Duration.seconds(60),
      memory: 512,
      environment: { DESK_TABLE: data.desk.name, ATTACHMENTS_BUCKET: data.attachments.name },
    });
    data.desk.grantEscalations(transfer);
    data.attachments.grantCopies(transfer);
    const escalations = new WorkQueue(this, 'Escalations', {
      alarms,
      deadLetters: deadLetters.ofAgents,
      consumer: transfer,
      batchSize: 5,
      maxConcurrency: 5,
      maxReceiveCount: 10,
      alarmAge: Duration.minutes(5),
      errorImpact:
        'Tickets that agents hand over stay where they are, and those that issue teams solved go on waiting.',
    });
    bus.deliver('Ordered', escalations, { detailType: ['TransferOrdered.v1', 'TransferWithdrawn.v1'] });
    bus.deliver('Solved', escalations, {
      detailType: ['TicketResolved.v1', 'TicketResolvedInternally.v1', 'TicketCompleted.v1'],
      // Only leaves of an event can be asked for.
      detail: { data: { origin: { serviceId: [{ exists: true }] } } },
    });
  }
}
