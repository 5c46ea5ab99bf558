import { receiveMail } from '../../shared/application/mail/receive-mail.ts';
import { parseReceiptEvent } from './receipt-event.ts';

/**
 * SES receipt rule → a ticket or an entry. Throws on any fault: Lambda tries again, then the event goes to the
 * dead-letter queue.
 */
export const createHandler = (deps: Parameters<typeof receiveMail>[0]) => {
  const receive = receiveMail(deps);
  return async (event: unknown): Promise<void> => {
    for (const mail of parseReceiptEvent(event)) await receive(mail);
  };
};
