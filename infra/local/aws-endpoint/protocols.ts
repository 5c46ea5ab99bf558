import { randomUUID } from 'node:crypto';
import { AwsError, type AwsRequest, type AwsService } from '../kernel.ts';

export type XmlValue =
  string | number | boolean | undefined | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** One XML document. A list repeats its element; undefined leaves it out. */
export const toXml = (root: Readonly<Record<string, XmlValue>>, xmlns?: string): string => {
  const [name, value] = Object.entries(root)[0]!;
  const attribute = xmlns ? ` xmlns="${escapeXml(xmlns)}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attribute}>${content(value)}</${name}>`;
};

const content = (value: XmlValue): string => {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, child]) => element(name, child))
    .join('');
};

const element = (name: string, value: XmlValue): string => {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((each: XmlValue) => element(name, each)).join('');
  return `<${name}>${content(value)}</${name}>`;
};

const escapeXml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

export type JsonOperation = (input: Readonly<Record<string, unknown>>, request: AwsRequest) => unknown;

/**
 * A service of the AWS JSON protocol: the operation is named by `X-Amz-Target`, input and output are JSON. An operation
 * that isn't here answers UnknownOperationException with its name.
 */
export const jsonService =
  (version: '1.0' | '1.1', operations: Readonly<Record<string, JsonOperation>>): AwsService =>
  async (request) => {
    const name = operationOf(request);
    const operation = operations[name];
    if (!operation)
      throw new AwsError('UnknownOperationException', `${request.service}:${name} is not hosted on this machine.`, 400);
    const output = await operation(inputOf(request), request);
    return {
      status: 200,
      headers: { 'content-type': `application/x-amz-json-${version}` },
      body: output === undefined ? '{}' : JSON.stringify(output),
    };
  };

/** The operation's name in `X-Amz-Target: Prefix.Operation`. */
export const operationOf = (request: AwsRequest): string => request.headers['x-amz-target']?.split('.').at(-1) ?? '';

/** The JSON object of a body; an empty body is an empty one. */
export const inputOf = (request: AwsRequest): Readonly<Record<string, unknown>> => {
  if (request.body.length === 0) return {};
  try {
    const input: unknown = JSON.parse(request.body.toString('utf8'));
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  } catch {
    // Answered below, as for any other body that isn't an object.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.', 400);
};

/** `parameters` as sent: flat, with names like `Destinations.member.1`. */
export type QueryOperation = (
  parameters: Readonly<Record<string, string>>,
  request: AwsRequest,
) => XmlValue | Promise<XmlValue>;

/** A service of the AWS query protocol (SES, SNS): form parameters with `Action`, answered in XML. */
export const queryService =
  (xmlns: string, operations: Readonly<Record<string, QueryOperation>>): AwsService =>
  async (request) => {
    const parameters = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
    const name = parameters.Action ?? '';
    const operation = operations[name];
    if (!operation)
      throw new AwsError('InvalidAction', `${request.service}:${name} is not hosted on this machine.`, 400);
    const result = await operation(parameters, request);
    const body = toXml(
      { [`${name}Response`]: { [`${name}Result`]: result, ResponseMetadata: { RequestId: randomUUID() } } },
      xmlns,
    );
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  };

/** The values of `prefix.member.1`, `prefix.member.2` … in order. */
export const membersOf = (parameters: Readonly<Record<string, string>>, prefix: string): readonly string[] => {
  const values: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = parameters[`${prefix}.member.${String(index)}`];
    if (value === undefined) return values;
    values.push(value);
  }
};
