import { createHandler as createAdministration } from '../../functions/administration/administration.ts';
import { createHandler as createCommands } from '../../functions/ticket-commands/ticket-commands.ts';
import { createHandler as createQueries } from '../../functions/ticket-queries/ticket-queries.ts';
import { memoryAttachments } from '../../shared/adapters/memory/memory-attachments.ts';
import { memoryCallRepository } from '../../shared/adapters/memory/memory-call-repository.ts';
import { memoryCustomerRepository } from '../../shared/adapters/memory/memory-customer-repository.ts';
import { memoryDeskDirectory } from '../../shared/adapters/memory/memory-desk-directory.ts';
import { memoryDraftRepository } from '../../shared/adapters/memory/memory-draft-repository.ts';
import { memoryMailRepository } from '../../shared/adapters/memory/memory-mail-repository.ts';
import { memoryNoticeRepository } from '../../shared/adapters/memory/memory-notice-repository.ts';
import { memoryStarStore } from '../../shared/adapters/memory/memory-star-store.ts';
import { memoryDesk, memoryTicketRepository } from '../../shared/adapters/memory/memory-ticket-repository.ts';
import { memoryUploadStore } from '../../shared/adapters/memory/memory-upload-store.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import type { Backoff } from '../../shared/application/ports/backoff.ts';
import type { CallRepository } from '../../shared/application/ports/call-repository.ts';
import type { CustomerRepository } from '../../shared/application/ports/customer-repository.ts';
import type { DeskDirectory, DeskRegistry } from '../../shared/application/ports/desk-directory.ts';
import type { DraftRepository } from '../../shared/application/ports/draft-repository.ts';
import type { FiguresReading, ListCountsReading } from '../../shared/application/ports/live-gateways.ts';
import type { MailRepository } from '../../shared/application/ports/mail-repository.ts';
import type { NoticeRepository } from '../../shared/application/ports/notice-repository.ts';
import type { RichText } from '../../shared/application/ports/rich-text.ts';
import type { StarStore } from '../../shared/application/ports/star-store.ts';
import type { TicketRepository } from '../../shared/application/ports/ticket-repository.ts';
import type { UploadStore } from '../../shared/application/ports/upload-store.ts';
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

const FIGURES: FiguresReading = { revision: 5, all: { created: 1, resolved: 2, processing: 3, pending: 4, unassigned: 5, unassignedToday: 6 }, mine: { resolved: 7, processing: 8, pending: 9, transfer: 20 } };
const LISTS: ListCountsReading = { revision: 5, lists: { all: 10, unassigned: 11, issue: 12, dooray: 13, spam: 14 }, mine: { processing: 15, pending: 16, resolved: 17, completed: 18 }, groups: new Map([['first-line', 19]]) };

type Parts = { readonly stars?: StarStore; readonly tickets?: TicketRepository; readonly uploads?: UploadStore; readonly mails?: MailRepository; readonly calls?: CallRepository; readonly drafts?: DraftRepository; readonly notices?: NoticeRepository; readonly directory?: DeskDirectory & DeskRegistry; readonly customers?: CustomerRepository; readonly backoff?: Backoff };

/**
 * A service `support` with agents first, second (in two groups), boss (administrator) and gone (not active), and a service `other` with a stranger;
 * asked through the functions' own handlers. In memory, unless other parts are given.
 */
export const httpDesk = async (parts: Parts = {}) => {
  const memory = memoryDesk();
  const directory = parts.directory ?? memoryDeskDirectory();
  const tickets = parts.tickets ?? memoryTicketRepository(memory);
  const mails = parts.mails ?? memoryMailRepository(memory);
  const drafts = parts.drafts ?? memoryDraftRepository(memory);
  const calls = parts.calls ?? memoryCallRepository(memory);
  const attachments = memoryAttachments();
  const customers = parts.customers ?? memoryCustomerRepository();
  const stars = parts.stars ?? memoryStarStore(memory);
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
    customers, phoneNumbers: libPhoneNumbers,
    tickets, mails, calls, drafts, directory, log, clock, richText: plainRichText, backoff: parts.backoff ?? (async () => {}), now: () => new Date('2026-11-22T15:30:00.000Z'),
    notices: parts.notices ?? memoryNoticeRepository(),
    stars, figures: { read: async () => FIGURES, readLists: async () => LISTS },
    attachments, files: { uploads: parts.uploads ?? memoryUploadStore(memory), bucket: attachments },
  };
  const commands = createCommands(deps);
  const queries = createQueries(deps);
  const functions: Readonly<Record<string, typeof queries>> = { 'ticket-commands': commands, 'ticket-queries': queries, administration: createAdministration(deps) };
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
    const result = await (functions[group] ?? queries)(event, { awsRequestId: `r${(requests += 1)}` } as never);
    return { status: result.statusCode!, headers: result.headers as Record<string, string>, body: JSON.parse(result.body!) as Record<string, unknown> };
  };

  return {
    stars, customers, memory, tickets, mails, calls, drafts, attachments, directory, log, clock,
    call: (operationId: keyof Operations, request?: Request) => callRoute(routeKeyOf(operations[operationId]), operations[operationId].group, request),
    callRoute,
    /** Announces a file and puts its bytes where they were asked for; gives the upload's id. */
    async upload(name: string, bytes: string | Buffer = 'bytes', { as = 'first', type = 'text/plain' }: { readonly as?: string; readonly type?: string } = {}): Promise<string> {
      const content = Buffer.from(bytes);
      const { status, body } = await this.call('createUpload', { as, body: { name, type, size: content.length } });
      if (status !== 201) throw new Error(`No upload was announced: ${JSON.stringify(body)}`);
      await attachments.put(decodeURIComponent(new URL(body['url'] as string).pathname.slice(1)), content, type);
      return body['uploadId'] as string;
    },
    /** A new ticket of the service, made by hand. */
    async create(over: object = {}): Promise<number> {
      const { status, body } = await this.call('createTicket', { body: { title: 'Printer on fire', html: '<p>It burns</p>', customer: { name: 'A customer', email: 'customer@example.com' }, ...over } });
      if (status !== 201) throw new Error(`No ticket was made: ${JSON.stringify(body)}`);
      return body['number'] as number;
    },
  };
};
export type HttpDesk = Awaited<ReturnType<typeof httpDesk>>;
