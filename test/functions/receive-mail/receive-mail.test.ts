import { createHandler } from '../../../functions/receive-mail/receive-mail.ts';
import { aCustomerMail, aDelivery, aMailDesk } from '../../support/mail-desk.ts';
import '../../support/roles/hosted-stage.ts';

/** As SES's receipt rule invokes. */
const anEvent = (messageId: string, ses: Readonly<Record<string, unknown>> = {}, receipt: Readonly<Record<string, unknown>> = {}) => ({
  Records: [{
    eventSource: 'aws:ses', eventVersion: '1.0',
    ses: {
      mail: { timestamp: '2026-11-22T09:00:00.000Z', source: 'customer@example.com', messageId, destination: ['support@example.com'], headersTruncated: false, headers: [], commonHeaders: { from: ['customer@example.com'], to: ['support@example.com'] }, ...ses },
      receipt: { timestamp: '2026-11-22T09:00:00.000Z', processingTimeMillis: 5, recipients: ['support@example.com'], spamVerdict: { status: 'PASS' }, virusVerdict: { status: 'PASS' }, spfVerdict: { status: 'PASS' }, dkimVerdict: { status: 'PASS' }, dmarcVerdict: { status: 'GRAY' }, action: { type: 'Lambda', functionArn: 'arn', invocationType: 'Event' }, ...receipt },
    },
  }],
});

it('makes a ticket of a receipt', async () => {
  const desk = await aMailDesk();
  const { sesMessageId } = aDelivery(desk, aCustomerMail());
  await createHandler(desk)(anEvent(sesMessageId));
  expect(desk.state.tickets.size).toBe(1);
});

it.each([
  ['of another source', { Records: [{ eventSource: 'aws:s3', s3: {} }] }], ['without records', { Records: [] }], ['of nothing', undefined], ['with an id that is a path', anEvent('../x')], ['with an unknown verdict', anEvent('ses1', {}, { virusVerdict: { status: 'MAYBE' } })], ['without recipients', anEvent('ses1', {}, { recipients: [] })],
])('throws at an event %s, so that it ends as a dead letter', async (_name, event) => {
  const desk = await aMailDesk();
  await expect(createHandler(desk)(event)).rejects.toThrow();
  expect(desk.state.tickets.size).toBe(0);
});
