import type { Role } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { OutwardCall } from '../../domain/trigger/outward-call.ts';
import type { OutwardRepository } from '../ports/outward.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';

/** A call as it may be shown: without secrets. */
export type ShownCall = Omit<OutwardCall, 'serviceId' | 'number' | 'url' | 'sealedSecret' | 'sealedHook' | 'body'> & {
  /** Host and path of a call; a query may hold a secret, and the address of a hook is one. */
  readonly target?: string;
};

/** What the answer says is for administrators, who chose whom to call. */
const shown = (
  {
    serviceId: _service,
    number: _number,
    url,
    sealedSecret: _secret,
    sealedHook: _hook,
    body: _body,
    ...call
  }: OutwardCall,
  role: Role,
): ShownCall => {
  const { answer } = call;
  const { body: _said, ...outcome } = answer ?? { at: '' };
  const address = url === undefined ? undefined : URL.parse(url);
  return {
    ...call,
    ...(answer === undefined || role === 'administrator' ? {} : { answer: outcome }),
    ...(address ? { target: `${address.host}${address.pathname}` } : {}),
  };
};

/** A page of the URL calls and messenger notices of a ticket's triggers. */
export const listOutwardCalls =
  ({
    outward,
    tickets,
  }: {
    readonly outward: Pick<OutwardRepository, 'list'>;
    readonly tickets: Pick<TicketRepository, 'find'>;
  }) =>
  async ({
    serviceId,
    number,
    agent,
    page,
  }: {
    readonly serviceId: string;
    readonly number: number;
    readonly agent: { readonly role: Role };
    readonly page: PageRequest;
  }): Promise<Result<Page<ShownCall>, TicketNotFound>> => {
    const [ticket, { items, ...rest }] = await Promise.all([
      tickets.find(serviceId, number),
      outward.list(serviceId, number, page),
    ]);
    return ticket === undefined
      ? err({ code: 'ticket_not_found', number })
      : ok({ ...rest, items: items.map((call) => shown(call, agent.role)) });
  };
