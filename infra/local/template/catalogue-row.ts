import { isDeepStrictEqual } from 'node:util';
import type { Ports } from '../kernel.ts';

/** What a row makes names and attributes of. */
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

/** What one resource type means on one machine. */
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

/** `Tags` mean nothing to any host. */
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
