import { ticketLabel, type Ticket } from '../ticket/ticket.ts';

/** Reply prefixes of mail programs, in the languages of our customers. */
const REPLY_PREFIX = /^(?:\s*(?:re|aw|sv|antw|답장|회신|回复|回覆|答复|返信)(?:\[\d+\])?\s*[:：])+\s*/i;

/**
 * The subject of every mail of a ticket: `Re: Printer on fire [#1024]`. It never changes, so that programs that thread
 * by subject keep the thread.
 */
export const answerSubject = ({ title, number }: Pick<Ticket, 'title' | 'number'>): string => {
  const label = `[${ticketLabel(number)}]`;
  const said = title.replace(/\s+/g, ' ').replace(REPLY_PREFIX, '').replaceAll(label, '').trim();
  return said === '' ? `Re: ${label}` : `Re: ${said} ${label}`;
};
