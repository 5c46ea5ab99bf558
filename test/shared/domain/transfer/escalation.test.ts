import type { TicketStatus } from '../../../../shared/domain/ticket/status.ts';
import {
  ESCALATION_STATUSES,
  type Escalation,
  isOpen,
  nextStep,
} from '../../../../shared/domain/transfer/escalation.ts';
import { anEscalation } from '../../../support/escalations.ts';
import { aTicket } from '../../../support/tickets.ts';

const ORDERED = anEscalation({ status: 'ordered' });
const WAITING = anEscalation({ status: 'waiting', targetNumber: 7 });
const ordering = (status: TicketStatus, over: Parameters<typeof aTicket>[0] = {}) =>
  aTicket({ status, transferring: ORDERED.id, ...over });
const waiting = (over: Parameters<typeof aTicket>[0] = {}) =>
  aTicket({ status: 'transferred', transfer: 'issue', transferId: WAITING.id, ...over });

describe('given an escalation that was ordered', () => {
  it.each([
    ['in work', ordering('processing'), 'hand_over'],
    ['pending', ordering('pending'), 'hand_over'],
    ['back from an earlier one', ordering('transfer_completed'), 'hand_over'],
    ['back from Dooray!', ordering('dooray_resolved'), 'hand_over'],
    ['resolved meanwhile', ordering('resolved'), 'give_up'],
    ['given back meanwhile', ordering('unassigned'), 'give_up'],
    ['handed over to Dooray! meanwhile', ordering('dooray_transferred'), 'give_up'],
    ['spam by now', ordering('resolved', { internalReason: 'spam' }), 'give_up'],
    ['handed over by another order', ordering('processing', { transferring: 'esc_9' }), 'give_up'],
    ['ordered no more', aTicket({ status: 'processing' }), 'give_up'],
    ['gone', undefined, 'give_up'],
  ] as const)('when its ticket is %s, then it is to %s', (_name, ticket, step) => {
    expect(nextStep(ORDERED, ticket, undefined)).toBe(step);
  });
});

describe('given an escalation whose ticket waits', () => {
  it.each([
    ['unassigned', 'nothing'],
    ['processing', 'nothing'],
    ['pending', 'nothing'],
    ['transferred', 'nothing'],
    ['transfer_completed', 'nothing'],
    ['dooray_transferred', 'nothing'],
    ['dooray_in_progress', 'nothing'],
    ['dooray_resolved', 'nothing'],
    ['resolved', 'finish'],
    ['completed', 'finish'],
  ] as const)('when the issue ticket is %s, then it is to do %s', (status, step) => {
    expect(nextStep(WAITING, waiting(), { status })).toBe(step);
  });

  it('when the issue ticket is gone, then it waits for nobody', () => {
    expect(nextStep(WAITING, waiting(), undefined)).toBe('finish');
  });

  it.each([
    ['withdrawn', waiting({ status: 'processing', transfer: undefined, transferId: undefined })],
    ['handed over anew', waiting({ transferId: 'esc_9' })],
    ['gone', undefined],
  ] as const)('when its ticket is %s, then the other side is told, whatever it did', (_name, ticket) => {
    for (const status of ['processing', 'resolved'] as const)
      expect(nextStep(WAITING, ticket, { status })).toBe('tell_withdrawal');
  });
});

it('given one that is ended, then nothing is to be done, whatever stands there', () => {
  for (const status of ESCALATION_STATUSES.filter((each) => !isOpen({ status: each }))) {
    const ended: Escalation = { ...WAITING, status };
    for (const ticket of [undefined, waiting(), ordering('processing')])
      expect(nextStep(ended, ticket, { status: 'resolved' })).toBe('nothing');
  }
});
