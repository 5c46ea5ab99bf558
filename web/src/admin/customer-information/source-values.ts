import type * as z from 'zod';
import type {
  createInformationSource,
  editInformationSource,
  listInformationSourceSettings,
} from '../../../../shared/contracts/http/customer-information.ts';
import {
  CUSTOMER_PROPERTIES,
  TICKET_PROPERTIES,
  type RequestItem,
  type ResultItem,
  type ValueOrigin,
} from '../../../../shared/domain/customer-information/information-source.ts';
import type { Channel } from '../../../../shared/domain/ticket/ticket.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import type { Stored } from '../kit/use-form.ts';

export type SourceView = OutputOf<typeof listInformationSourceSettings>['sources'][number];

/** The key that signs calls. One that is stored is not known here; a new one is known until it is saved. */
export type KeyState = { readonly is: 'set' | 'none' } | { readonly is: 'new'; readonly text: string };

export type SourceValues = {
  readonly name: string;
  readonly baseUrl: string;
  readonly request: readonly RequestItem[];
  readonly results: readonly ResultItem[];
  readonly channels: readonly Channel[];
  readonly active: boolean;
  readonly key: KeyState;
};

export const storedOf = (source: SourceView): Stored<SourceValues> => ({
  version: source.version,
  values: {
    name: source.name,
    baseUrl: source.baseUrl,
    request: source.request,
    results: source.results,
    channels: source.channels,
    active: source.active,
    key: { is: source.hasKey ? 'set' : 'none' },
  },
});

export const EMPTY: SourceValues = {
  name: '',
  baseUrl: 'https://',
  request: [{ variable: 'email', from: { kind: 'customer', property: 'email' } }],
  results: [{ label: '', key: '' }],
  channels: [],
  active: true,
  key: { is: 'none' },
};

type CreateBody = z.input<typeof createInformationSource.body>;
type EditBody = z.input<typeof editInformationSource.body>;

/** The body of a change: a new key, null for one that is taken away, nothing for one that stays. */
export const changeBody = ({ key, ...changes }: Partial<SourceValues>): EditBody =>
  ({
    ...changes,
    ...(key?.is === 'new' ? { key: key.text } : key?.is === 'none' ? { key: null } : {}),
  }) as EditBody;

/** The body of something new, behind the others. */
export const newBody = ({ key, ...values }: SourceValues, order: number): CreateBody =>
  ({ ...values, order, ...(key.is === 'new' ? { key: key.text } : {}) }) as CreateBody;

/** An origin as the value of a menu. */
export const originKey = (from: ValueOrigin): string =>
  from.kind === 'typed' ? 'typed' : from.kind === 'field' ? `field:${from.code}` : `${from.kind}:${from.property}`;

/** The origin that a menu's value stands for. What was typed for an input of the agent stays with it. */
export const originOf = (key: string, before: ValueOrigin): ValueOrigin => {
  const [kind = '', name = ''] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  const ticket = TICKET_PROPERTIES.find((property) => property === name);
  const customer = CUSTOMER_PROPERTIES.find((property) => property === name);
  if (kind === 'ticket' && ticket !== undefined) return { kind, property: ticket };
  if (kind === 'customer' && customer !== undefined) return { kind, property: customer };
  if (kind === 'field') return { kind, code: name };
  return before.kind === 'typed' ? before : { kind: 'typed', label: '', required: false };
};
