/** The addresses that a link may have; the server removes all others. */
const ALLOWED = /^(?:https?:\/\/|mailto:|tel:)[^\s]/i;
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
const PHONE = /^\+\d[\d\s().-]{5,30}$/;
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]\S*)?$/u;

export const isLinkAddress = (address: string): boolean => ALLOWED.test(address.trim());

/**
 * The address for what an agent typed: `example.com` → `https://example.com`, an e-mail address → `mailto:…`, a phone
 * number with its country code → `tel:…`. Null when it can't be a link.
 */
export const linkAddress = (typed: string): string | null => {
  const address = typed.trim();
  if (isLinkAddress(address)) return /\s/.test(address) ? null : address;
  if (MAIL.test(address)) return `mailto:${address}`;
  if (PHONE.test(address)) return `tel:${address.replace(/[\s().-]/g, '')}`;
  return HOST.test(address) ? `https://${address}` : null;
};
