import { isDeepStrictEqual } from 'node:util';
import { createHash } from 'node:crypto';
import type { Ports } from '../kernel.ts';

/** The input from which a row makes names and attributes. */
export type Naming = {
  readonly stack: string;
  readonly logicalId: string;
  readonly region: string;
  readonly account: string;
  readonly ports: Ports;
  /** The resolved property, when the template gives it. */
  given(property: string): unknown;
  /** The property as text; undefined when the template doesn't give it. */
  text(property: string): string | undefined;
};

type Made = (naming: Naming) => string;

/** What the hosts do with one resource type. */
export type CatalogueRow = {
  /**
   * The properties that the host acts on. Any other one stops the start, unless `ignored` says why it may be passed
   * over.
   */
  readonly understood: readonly string[];
  readonly ignored?: Readonly<Record<string, string>>;
  /** Of these understood properties, the values that are: any other one stops the start too. */
  readonly only?: Readonly<Record<string, (value: unknown) => boolean>>;
  readonly ref: Made;
  readonly attributes?: Readonly<Record<string, Made>>;
} & ({ readonly hostedBy: string } | { readonly notHostedBecause: string });

/** Reasons that many rows share. */
export const because = {
  onlyForPeople: 'a description for people',
  onlyOnAws: 'concerns what AWS charges, keeps or backs up',
  encryption: 'the disk of this machine is its owner’s to encrypt',
  fixedHere: 'has one value on one machine',
} as const;

/** No host acts on `Tags`. */
export const tags = { Tags: because.onlyForPeople } as const;

/** One of these values. */
export const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.some((each) => isDeepStrictEqual(each, value));

export const arn =
  (service: string, resource: (naming: Naming) => string): Made =>
  (naming) =>
    `arn:aws:${service}:${naming.region}:${naming.account}:${resource(naming)}`;

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
