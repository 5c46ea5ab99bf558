import { createHandler as createCommands } from '../../functions/ticket-commands/ticket-commands.ts';
import { createHandler as createQueries } from '../../functions/ticket-queries/ticket-queries.ts';
import { memoryDeskDirectory } from '../../shared/adapters/memory/memory-desk-directory.ts';
import { memoryMailRepository } from '../../shared/adapters/memory/memory-mail-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../shared/adapters/memory/memory-ticket-repository.ts';
import type { Backoff } from '../../shared/application/ports/backoff.ts';
import type { DeskDirectory, DeskRegistry } from '../../shared/application/ports/desk-directory.ts';
import type { FiguresReading } from '../../shared/application/ports/live-gateways.ts';
import type { MailRepository } from '../../shared/application/ports/mail-repository.ts';
import type { RichText } from '../../shared/application/ports/rich-text.ts';
import type { TicketRepository } from '../../shared/application/ports/ticket-repository.ts';
import { operations, type Operations } from '../../shared/contracts/http/operations.ts';
import { routeKeyOf } from '../../shared/http/router.ts';
import { steppingClock } from './clock.ts';
import { memoryLog } from './memory-log.ts';
import { anAgent, aService } from './tickets.ts';

export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Record<string, unknown> };
export type Request = {
  /** Null: nobody is signed in. */
  readonly as?: string | null;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a text as it is. */
  readonly body?: object | string;
  readonly isBase64Encoded?: boolean;
};

/** Enough of a sanitizer for tests that aren't about it. */
const plainRichText: RichText = {
  sanitize: (html) => ({ html: html.replace(/<script.*?<\/script>/gs, ''), text: html.replace(/<script.*?<\/script>/gs, '').replace(/<[^>]*>/g, ' ').trim() }),
};

const FIGURES: FiguresReading = { revision: 5, all: { created: 1, resolved: 2, processing: 3, pending: 4, unassigned: 5, unassignedToday: 6 }, mine: { resolved: 7, processing: 8, pending: 9 } };

type Parts = { readonly tickets?: TicketRepository; readonly mails?: MailRepository; readonly directory?: DeskDirectory & DeskRegistry; readonly backoff?: Backoff };

/**
 * A service `support` with agents first, second (in two groups), boss (administrator) and gone (not active), and a service `other` with a stranger;
 * asked through the functions' own handlers. In memory, unless other parts are given.
 */
export const httpDesk = async (parts: Parts = {}) => {
  const memory = memoryDesk();
  const directory = parts.directory ?? memoryDeskDirectory();
  const tickets = parts.tickets ?? memoryTicketRepository(memory);
  const mails = parts.mails ?? memoryMailRepository(memory);
  const log = memoryLog();
  const clock = steppingClock();
  await directory.putService(aService());
  await directory.putService(aService({ serviceId: 'other', name: 'Other', addresses: ['other@example.com'] }));
  await directory.putGroup({ serviceId: 'support', groupId: 'first-line', name: 'First line' });
  await directory.putGroup({ serviceId: 'support', groupId: 'second-line', name: 'Second line' });
  await directory.putAgent(anAgent({ agentId: 'first', name: 'First Agent' }));
  await directory.putAgent(anAgent({ agentId: 'second', name: 'Second Agent', groupIds: ['first-line', 'second-line'] }));
  await directory.putAgent(anAgent({ agentId: 'boss', name: 'The Boss', role: 'administrator' }));
  await directory.putAgent(anAgent({ agentId: 'gone', name: 'Gone Agent', active: false }));
  await directory.putAgent(anAgent({ serviceId: 'other', agentId: 'stranger', name: 'A Stranger' }));

  const deps = {
    tickets, mails, directory, log, clock, richText: plainRichText, backoff: parts.backoff ?? (async () => {}), now: () => new Date('2026-11-22T15:30:00.000Z'),
    figures: { read: async () => FIGURES },
    attachments: { downloadUrl: async ({ key, name }: { key: string; name: string }) => `https://files.example.com/${key}?name=${encodeURIComponent(name)}` },
  };
  const commands = createCommands(deps);
  const queries = createQueries(deps);
  let requests = 0;

  const callRoute = async (routeKey: string, group: string, { as = 'first', params = {}, query, headers = {}, body, isBase64Encoded = false }: Request = {}): Promise<Answer> => {
    const event = {
      version: '2.0', routeKey, isBase64Encoded,
      pathParameters: Object.fromEntries(Object.entries({ serviceId: 'support', ...params }).map(([name, value]) => [name, String(value)])),
      ...(query && { queryStringParameters: query }),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      requestContext: { ...(as === null ? {} : { authorizer: { jwt: { claims: { sub: as, username: `user-${as}`, token_use: 'access' }, scopes: null } } }) },
    };
    const result = await (group === 'ticket-commands' ? commands : queries)(event, { awsRequestId: `r${(requests += 1)}` } as never);
    return { status: result.statusCode!, headers: result.headers as Record<string, string>, body: JSON.parse(result.body!) as Record<string, unknown> };
  };

  return {
    memory, tickets, mails, directory, log, clock,
    call: (operationId: keyof Operations, request?: Request) => callRoute(routeKeyOf(operations[operationId]), operations[operationId].group, request),
    callRoute,
    /** A new ticket of the service, made by hand. */
    async create(over: object = {}): Promise<number> {
      const { status, body } = await this.call('createTicket', { body: { title: 'Printer on fire', html: '<p>It burns</p>', customer: { name: 'A customer', email: 'customer@example.com' }, ...over } });
      if (status !== 201) throw new Error(`No ticket was made: ${JSON.stringify(body)}`);
      return body['number'] as number;
    },
  };
};
export type HttpDesk = Awaited<ReturnType<typeof httpDesk>>;
