import { err, ok, type Result } from '../kernel/result.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { InformationSource, SourceRefusal, ValueOrigin } from './information-source.ts';

/** The values from which variables are filled. */
export type KnownValues = {
  /** Absent in a test call that names no ticket. */
  readonly ticket?: Ticket;
  /** Field values of the ticket as texts, by code: only fields that the agent may see and that are not encrypted. */
  readonly fields: ReadonlyMap<string, string>;
  /** The agent's input, by variable. */
  readonly typed: Readonly<Record<string, string>>;
};
type Refused = Extract<SourceRefusal, { code: 'source_not_valid' }>;

const pointerTo = (variable: string) => `#/typed/${variable.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const valueOf = (variable: string, from: ValueOrigin, { ticket, fields, typed }: KnownValues): string | undefined => {
  switch (from.kind) {
    case 'ticket':
      return ticket?.[from.property]?.toString();
    case 'customer':
      return from.property === 'id' ? ticket?.customerId : ticket?.customer[from.property];
    case 'field':
      return fields.get(from.code);
    case 'typed':
      return Object.hasOwn(typed, variable) ? typed[variable]?.trim() : undefined;
  }
};

/**
 * The variables of one call, in the order of their items. A missing value is left out: an API that searches for an
 * empty phone number would find a customer without one. Refused: a required input that is missing, and an input that no
 * variable uses.
 */
export const collectVariables = (
  { request }: Pick<InformationSource, 'request'>,
  known: KnownValues,
): Result<ReadonlyMap<string, string>, Refused> => {
  const asked = new Set(request.flatMap(({ variable, from }) => (from.kind === 'typed' ? [variable] : [])));
  const filled = request.map(({ variable, from }) => ({ variable, from, value: valueOf(variable, from, known) ?? '' }));
  const errors = [
    ...Object.keys(known.typed)
      .filter((variable) => !asked.has(variable))
      .map((variable) => ({ pointer: pointerTo(variable), detail: 'This is not typed in' })),
    ...filled
      .filter(({ from, value }) => from.kind === 'typed' && from.required && value === '')
      .map(({ variable }) => ({ pointer: pointerTo(variable), detail: 'Type this in' })),
  ];
  return errors.length > 0
    ? err({ code: 'source_not_valid', errors })
    : ok(new Map(filled.filter(({ value }) => value !== '').map(({ variable, value }) => [variable, value])));
};

/** Whether the panel can call the API automatically: not when an agent must type something first. */
export const isAskedAutomatically = (
  { channels, request }: Pick<InformationSource, 'channels' | 'request'>,
  { channel }: Pick<Ticket, 'channel'>,
): boolean => channels.includes(channel) && !request.some(({ from }) => from.kind === 'typed' && from.required);
