import type { AlertKind } from '../../../shared/domain/desk/preferences.ts';

/** Something that an agent wants to be told of. */
export type TicketAlert = { readonly kind: AlertKind; readonly number: number };

/** Milliseconds that are waited for more, so that a burst is told once. */
const BURST = 1500;
/** Milliseconds that a window, by a lock, says that its agent looks at the ticket; longer than a burst is gathered. */
const SEEN = 5000;

const seenLock = (serviceId: string, { kind, number }: TicketAlert): string =>
  `handover seen ${serviceId} ${kind} ${number}`;

/**
 * Gathers what happened and tells it once, however many windows of this browser the agent has open on the service: one
 * of them tells, and the next one when that is closed. What any of them shows to the agent just then is not told.
 */
export const gatherAlerts = (
  serviceId: string,
  {
    tell,
    isSeen,
  }: { readonly tell: (alerts: readonly TicketAlert[]) => void; readonly isSeen: (n: number) => boolean },
): { readonly add: (alert: TicketAlert) => void; readonly stop: () => void } => {
  const { locks } = navigator;
  const stopped = new AbortController();
  let isTeller = false;
  let gathered: TicketAlert[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  void locks
    .request(`handover alerts ${serviceId}`, { signal: stopped.signal }, async () => {
      isTeller = true;
      await new Promise<void>((resolve) => {
        stopped.signal.addEventListener('abort', () => {
          resolve();
        });
      });
    })
    .catch(() => undefined);
  const tellGathered = async (): Promise<void> => {
    timer = undefined;
    const all = gathered;
    gathered = [];
    const { held = [] } = await locks.query();
    const seen = new Set(held.map(({ name }) => name));
    const unseen = all.filter((alert) => !seen.has(seenLock(serviceId, alert)));
    if (unseen.length > 0 && !stopped.signal.aborted) tell(unseen);
  };
  return {
    add: (alert) => {
      if (isSeen(alert.number)) {
        const hold = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, SEEN));
        void locks.request(seenLock(serviceId, alert), { mode: 'shared' }, hold);
      } else if (isTeller) {
        const isKnown = gathered.some(({ kind, number }) => kind === alert.kind && number === alert.number);
        if (!isKnown) gathered.push(alert);
        timer ??= setTimeout(() => void tellGathered(), BURST);
      }
    },
    stop: () => {
      clearTimeout(timer);
      stopped.abort();
    },
  };
};
