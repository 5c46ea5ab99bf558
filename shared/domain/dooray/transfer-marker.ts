/** The transfer of a ticket that a task of Dooray! was made for. */
export type TransferMarker = { readonly serviceId: string; readonly number: number; readonly transferId: string };

/** The transfer as a task's body names it: `[handover:care/1024/trf_01…]`, which markdown shows as it is. */
export const markerOf = ({ serviceId, number, transferId }: TransferMarker): string =>
  `[handover:${serviceId}/${String(number)}/${transferId}]`;

/** The line at the end of a task's body, by which people get back to the ticket and we find the task again. */
export const markerLine = (transfer: TransferMarker, ticketUrl: string): string =>
  `Handover #${String(transfer.number)} · ${ticketUrl} ${markerOf(transfer)}`;

const MARKER = /\[handover:([a-z0-9][a-z0-9-]{0,63})\/([1-9]\d{0,9})\/([A-Za-z0-9_-]{1,64})\]/g;

/** A text without the backslashes that an editor of Dooray! puts before punctuation when somebody edits a task. */
const unescaped = (text: string): string => text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');

/**
 * The transfer that a task's body or subject names; of several the last one, since ours stands below what customers
 * wrote. Whoever can write in a task can write a marker: it is compared with what is stored, and proves nothing alone.
 */
export const findMarker = (text: string): TransferMarker | undefined => {
  const found = [...unescaped(text).matchAll(MARKER)].at(-1);
  if (found === undefined) return undefined;
  const [, serviceId = '', number = '', transferId = ''] = found;
  return { serviceId, number: Number(number), transferId };
};

/** Whether a task's body or subject names this transfer, among others perhaps. */
export const hasMarker = (text: string, transfer: TransferMarker): boolean =>
  unescaped(text).includes(markerOf(transfer));
