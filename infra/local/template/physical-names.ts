import { createHash } from 'node:crypto';

const hex = (...parts: readonly string[]) => createHash('sha256').update(parts.join('/')).digest('hex');

/**
 * Letters and digits made from the stack and the logical id alone: the same at every start, so that data is found
 * again.
 */
export const stableId = (stack: string, logicalId: string, length: number): string =>
  hex(stack, logicalId).slice(0, length);

/**
 * A name as CloudFormation makes one where the template gives none: stack, logical id and a suffix, at most `longest`
 * characters.
 */
export const physicalName = (stack: string, logicalId: string, longest: number): string =>
  `${`${stack}-${logicalId}`.slice(0, longest - 13)}-${stableId(stack, logicalId, 12).toUpperCase()}`;

/** As `physicalName`, in the letters that a bucket or a host name may have. */
export const lowerCaseName = (stack: string, logicalId: string, longest = 63): string =>
  physicalName(stack, logicalId, longest)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-');

/** A UUID made from the stack and the logical id. */
export const stableUuid = (stack: string, logicalId: string): string => {
  const digits = hex(stack, logicalId);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
};
