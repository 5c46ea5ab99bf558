const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** ULIDs hold 48 bits of milliseconds. */
const MAX_TIME = 2 ** 48 - 1;

const coded = (value: number, digits: number): string => {
  let left = value;
  let out = '';
  for (let digit = 0; digit < digits; digit += 1) {
    out = CROCKFORD[left % 32]! + out;
    left = Math.floor(left / 32);
  }
  return out;
};
const timeOf = (moment: string): number => Math.min(MAX_TIME, Math.max(0, Date.parse(moment)));

/** FNV-1a, 30 bits of it. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash >>> 2;
};

/**
 * The id of a mail's entry: made from when our door took the mail, then from the mail's own date (both ISO 8601), then
 * from its delivery, so that entries stand in the order in which mails arrived, whenever each was read, and one that is
 * read again gets the same.
 */
export const receivedEntryId = ({
  receivedAt,
  date = receivedAt,
  deliveryId,
}: {
  readonly receivedAt: string;
  readonly date?: string | undefined;
  readonly deliveryId: string;
}): string => `ent_${coded(timeOf(receivedAt), 10)}${coded(timeOf(date), 10)}${coded(hashOf(deliveryId), 6)}`;
