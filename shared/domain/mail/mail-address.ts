import { normalizeEmail } from '../customer/contacts.ts';

/** Maximum characters of an address (RFC 5321: a path of 256 with its angle brackets). */
export const MAIL_ADDRESS_LENGTH = 254;

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Letters and digits of any script. What else could stand there has a meaning in a URL. */
const INTERNATIONAL_DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;

/**
 * An address as mail is sent to it: normalized, an international domain as DNS knows it (`회사.kr` is
 * `xn--vf4b131b.kr`). The same for one that is none: `isMailAddress` tells.
 */
export const toMailAddress = (written: string): string => {
  const address = normalizeEmail(written);
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 0 || /^[\0-\x7f]*$/.test(domain) || !INTERNATIONAL_DOMAIN.test(domain)) return address;
  const url = `https://${domain}`;
  return URL.canParse(url) ? `${address.slice(0, at)}@${new URL(url).hostname}` : address;
};

/** Whether SES can take a normalized address: ASCII, without quotes, at a domain of several labels. */
export const isMailAddress = (address: string): boolean => {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return (
    at > 0 &&
    address.length <= MAIL_ADDRESS_LENGTH &&
    local.length <= 64 &&
    domain.length <= 253 &&
    LOCAL_PART.test(local) &&
    DOMAIN.test(domain)
  );
};
