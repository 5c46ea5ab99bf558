import { isBehind } from '../../../../shared/domain/mail/hold-mail.ts';
import type { OutgoingMail } from '../../../../shared/domain/mail/outgoing-mail.ts';
import { aMail } from '../../../support/tickets.ts';

const PATIENCE = { lateSeconds: 60, giveUpSeconds: 2700, heldSeconds: 259_200, settleSeconds: 120 };
const NOW = new Date('2026-11-22T09:00:10.000Z');
const mail = (id: string, second: string, over: Partial<OutgoingMail> = {}) =>
  aMail({ id, createdAt: `2026-11-22T09:00:${second}.000Z`, status: 'queued', ...over });
const ofTrigger = (audience: NonNullable<OutgoingMail['audience']>) => ({ kind: 'automatic', audience }) as const;

describe('which mail of a ticket another one waits for', () => {
  test.each<[string, Partial<OutgoingMail>, Partial<OutgoingMail>, boolean]>([
    ['an answer for an earlier answer', {}, {}, true],
    ['an answer for an earlier mail of a trigger to the customer', ofTrigger('customer'), {}, true],
    ['a mail of a trigger to the customer for an earlier answer', {}, ofTrigger('customer'), true],
    ['an answer for no mail of a trigger to agents', ofTrigger('group'), {}, false],
    ['a mail of a trigger to agents for nothing', {}, ofTrigger('assignee'), false],
    ['an answer for nothing that has left', { status: 'sent' }, {}, false],
  ])('%s', (_, earlier, later, expected) => {
    expect(isBehind(mail('mail_2', '02', later), [mail('mail_1', '01', earlier)], NOW, PATIENCE)).toBe(expected);
  });
});
