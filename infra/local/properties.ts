import type { Resource } from './kernel.ts';

/**
 * Stops the start, by name, when a part of a resource has a property that its host would silently ignore. The
 * resource's own properties are checked by the catalogue.
 */
export const onlyKnown = (
  resource: Resource,
  known: readonly string[],
  properties: Readonly<Record<string, unknown>>,
  at: string,
): void => {
  for (const name of Object.keys(properties)) {
    if (!known.includes(name))
      throw new Error(
        `${resource.stack}/${resource.logicalId} (${resource.type}): the property ${at}${name} is not hosted on one machine.`,
      );
  }
};

/** A text property that must be there. */
export const textOf = (resource: Resource, name: string): string => {
  const value = resource.properties[name];
  if (typeof value !== 'string')
    throw new Error(
      `${resource.stack}/${resource.logicalId} (${resource.type}): ${name} must be a text, it is ${JSON.stringify(value)}.`,
    );
  return value;
};

/** A number property (CloudFormation also writes numbers as text). */
export const numberOf = (resource: Resource, name: string, otherwise: number): number => {
  const value = resource.properties[name] ?? otherwise;
  const number = Number(value);
  if (!Number.isFinite(number))
    throw new Error(
      `${resource.stack}/${resource.logicalId} (${resource.type}): ${name} must be a number, it is ${JSON.stringify(value)}.`,
    );
  return number;
};

/** CloudFormation writes booleans as booleans or as text. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';
