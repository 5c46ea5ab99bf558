import { randomUUID } from 'node:crypto';
import { AwsError, type AwsRequest, type AwsService } from '../kernel.ts';
import { toXml, type XmlValue } from './xml.ts';

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
