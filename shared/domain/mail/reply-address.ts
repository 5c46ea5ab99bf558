/** A number and 16 characters of base32, which are 80 bits of the HMAC. */
const REPLY_LABEL = /^(\d{1,9})-([a-z2-7]{16})$/;

/** Splits an address in lower case: the part behind `+` is a label. */
export const readAddress = (address: string): { readonly bare: string; readonly label?: string } => {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  const plus = lower.indexOf('+');
  if (at < 1 || plus < 1 || plus > at) return { bare: lower };
  return { bare: lower.slice(0, plus) + lower.slice(at), label: lower.slice(plus + 1, at) };
};

/** The address to which a customer answers: it contains the ticket, signed. */
export const replyAddress = (serviceAddress: string, number: number, mac: string): string => {
  const at = serviceAddress.lastIndexOf('@');
  return `${serviceAddress.slice(0, at)}+${number}-${mac}${serviceAddress.slice(at)}`;
};

/** The reference in a label, not yet verified. */
export const readReplyLabel = (
  label: string | undefined,
): { readonly number: number; readonly mac: string } | undefined => {
  const found = REPLY_LABEL.exec(label ?? '');
  return found ? { number: Number(found[1]), mac: found[2]! } : undefined;
};

/** Ticket numbers in square brackets in a subject, the last first: the newest answer's number is at the end. */
export const numbersInSubject = (subject: string): readonly number[] =>
  [...subject.matchAll(/\[#(\d{1,9})\]/g)]
    .map((match) => Number(match[1]))
    .filter((number) => number > 0)
    .reverse();
