import { err, ok, type Result } from '../kernel/result.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { InformationSource, SourceRefusal, ValueOrigin } from './information-source.ts';

/** What variables are filled from. */
export type Known = {
  readonly ticket: Ticket;
  /** Values of the ticket's fields that are not encrypted and that the agent may see, by code, as texts. */
  readonly fields: ReadonlyMap<string, string>;
  /** What the agent typed in, by variable. */
  readonly typed: Readonly<Record<string, string>>;
};
type Refused = Extract<SourceRefusal, { code: 'source_not_valid' }>;

const pointerTo = (variable: string) => `#/typed/${variable.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const valueOf = (variable: string, from: ValueOrigin, { ticket, fields, typed }: Known): string | undefined => {
  switch (from.kind) {
    case 'ticket':
      return ticket[from.property]?.toString();
    case 'customer':
      return from.property === 'id' ? ticket.customerId : ticket.customer[from.property];
    case 'field':
      return fields.get(from.code);
    case 'typed':
      return Object.hasOwn(typed, variable) ? typed[variable]?.trim() : undefined;
  }
};

/**
 * The variables of one call in the order of their items. What the ticket doesn't have is left out rather than sent
 * empty: an API that looks for an empty phone number would find whoever has none. Refused: a typed value that is asked
 * for and missing, or one that nobody asked for.
 */
export const collectVariables = (
  { request }: Pick<InformationSource, 'request'>,
  known: Known,
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

/** May the panel ask by itself? Not where somebody has to type something first. */
export const asksByItself = (
  { channels, request }: Pick<InformationSource, 'channels' | 'request'>,
  { channel }: Pick<Ticket, 'channel'>,
): boolean => channels.includes(channel) && !request.some(({ from }) => from.kind === 'typed' && from.required);
