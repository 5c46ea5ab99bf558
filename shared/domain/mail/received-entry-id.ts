const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** ULIDs have 48 bits for milliseconds. */
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

/** FNV-1a, reduced to 30 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash >>> 2;
};

/**
 * The id of a mail's entry: from when SES received the mail, then from the mail's own date (both ISO 8601), then from
 * its delivery. Entries are therefore sorted as mails arrived, whenever they were parsed, and a mail that is parsed
 * again gets the same id.
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
