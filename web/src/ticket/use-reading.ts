import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type RefObject } from 'react';
import { markRead } from '../../../shared/contracts/http/tickets.ts';
import { showUnread } from '../desk/api/settle-ticket.ts';
import type { EntryView, TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';

/** Milliseconds that a reply is in view until it counts as read. */
const READING = 1000;
/** So many pixels of it are in view at least. */
const IN_VIEW = 24;

/** The newest message of the customer, once the history is shown up to the newest entry of the ticket. */
const unreadEntry = (
  { unreadReply, assigneeId, lastEntryId }: TicketView,
  entries: readonly EntryView[],
  agentId: string,
): EntryView | undefined => {
  const last = entries.find(({ id }) => id === lastEntryId);
  if (!unreadReply || assigneeId !== agentId || last === undefined) return undefined;
  return last.kind === 'customer_message' ? last : entries.find(({ kind }) => kind === 'customer_message');
};

/**
 * Ends the unread reply of the agent's own ticket when its newest message of the customer was in view for a second,
 * in a window that is visible and has the focus. `entries` is the history, newest first, drawn in the scroller.
 */
export const useReading = (
  ticket: TicketView,
  entries: readonly EntryView[],
  scroller: RefObject<HTMLElement | null>,
): void => {
  const { call } = useConsole();
  const { me } = useDesk();
  const cache = useQueryClient();
  /** Up to which entry it was said already: what failed is said again when the ticket is opened anew. */
  const said = useRef<string | null>(null);
  const { serviceId, number, version, lastEntryId } = ticket;
  const entryId = unreadEntry(ticket, entries, me.agentId)?.id;
  useEffect(() => {
    const box = scroller.current;
    const message = entryId === undefined ? null : box?.querySelector(`[data-entry="${CSS.escape(entryId)}"]`);
    if (!box || !message || lastEntryId === null || said.current === lastEntryId) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isInView = false;
    const read = async (): Promise<void> => {
      said.current = lastEntryId;
      showUnread(cache, serviceId, { number, version }, false);
      const { unreadReply } = await call(markRead, {
        params: { serviceId, number },
        body: { seenEntryId: lastEntryId },
      }).catch(() => ({ unreadReply: true }));
      if (unreadReply) showUnread(cache, serviceId, { number, version }, true);
    };
    const weigh = (): void => {
      const isRead = isInView && document.visibilityState === 'visible' && document.hasFocus();
      if (!isRead) clearTimeout(timer);
      timer = isRead ? (timer ?? setTimeout(() => void read(), READING)) : undefined;
    };
    const observer = new IntersectionObserver(
      ([seen]) => {
        isInView = seen?.isIntersecting === true;
        weigh();
      },
      { root: box, rootMargin: `-${IN_VIEW}px 0px` },
    );
    observer.observe(message);
    window.addEventListener('focus', weigh);
    window.addEventListener('blur', weigh);
    document.addEventListener('visibilitychange', weigh);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      window.removeEventListener('focus', weigh);
      window.removeEventListener('blur', weigh);
      document.removeEventListener('visibilitychange', weigh);
    };
  }, [cache, call, scroller, serviceId, number, version, lastEntryId, entryId]);
};
