import { createHandler as createAdministration } from '../../functions/administration/administration.ts';
import { createHandler as createCustomerInformation } from '../../functions/customer-information/customer-information.ts';
import { createHandler as createConfidential, type ConfidentialDeps } from '../../functions/confidential/confidential.ts';
import { createHandler as createCommands } from '../../functions/ticket-commands/ticket-commands.ts';
import { createHandler as createPreview } from '../../functions/mail-preview/mail-preview.ts';
import { createHandler as createQueries } from '../../functions/ticket-queries/ticket-queries.ts';
import { namesPrivateAddress } from '../../shared/adapters/http-out/public-address.ts';
import { memoryAgentAccounts } from '../../shared/adapters/memory/memory-agent-accounts.ts';
import { memoryAttachments, memoryFileRemains, type MemoryObject } from '../../shared/adapters/memory/memory-attachments.ts';
import { memoryCallRepository } from '../../shared/adapters/memory/memory-call-repository.ts';
import { memoryCategoryRepository } from '../../shared/adapters/memory/memory-category-repository.ts';
import { memoryCustomerRepository } from '../../shared/adapters/memory/memory-customer-repository.ts';
import { memoryDeskDirectory } from '../../shared/adapters/memory/memory-desk-directory.ts';
import { memoryDraftRepository } from '../../shared/adapters/memory/memory-draft-repository.ts';
import { memoryFieldRepository } from '../../shared/adapters/memory/memory-field-repository.ts';
import { memoryInformationSourceRepository } from '../../shared/adapters/memory/memory-information-source-repository.ts';
import { memoryDraftTexts, memorySealedOriginals, memoryViewingLog } from '../../shared/adapters/memory/memory-masked-texts.ts';
import { memoryMailLayoutRepository } from '../../shared/adapters/memory/memory-mail-layout-repository.ts';
import { memoryMailRepository } from '../../shared/adapters/memory/memory-mail-repository.ts';
import { memoryNoticeRepository } from '../../shared/adapters/memory/memory-notice-repository.ts';
import { memorySenderIdentities } from '../../shared/adapters/memory/memory-sender-identities.ts';
import { memoryRestrictedWords } from '../../shared/adapters/memory/memory-restricted-words.ts';
import { memoryStarStore } from '../../shared/adapters/memory/memory-star-store.ts';
import { memoryTemplateRepository } from '../../shared/adapters/memory/memory-template-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../shared/adapters/memory/memory-ticket-repository.ts';
import { memoryUploadStore } from '../../shared/adapters/memory/memory-upload-store.ts';
import { memoryVault } from '../../shared/adapters/memory/memory-vault.ts';
import { nodemailerComposer } from '../../shared/adapters/mail/compose-mail.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import type { Backoff } from '../../shared/application/ports/backoff.ts';
import type { CallRepository } from '../../shared/application/ports/call-repository.ts';
import type { CustomerInformationApi } from '../../shared/application/ports/customer-information.ts';
import type { CustomerRepository } from '../../shared/application/ports/customer-repository.ts';
import type { DeskAdministration } from '../../shared/application/ports/desk-administration.ts';
import type { DeskDirectory, DeskRegistry } from '../../shared/application/ports/desk-directory.ts';
import type { DepartureRepository } from '../../shared/application/ports/departure-repository.ts';
import type { DraftRepository } from '../../shared/application/ports/draft-repository.ts';
import type { FiguresReading, ListCountsReading } from '../../shared/application/ports/live-gateways.ts';
import type { InformationSourceRepository } from '../../shared/application/ports/information-source-repository.ts';
import type { MailRepository } from '../../shared/application/ports/mail-repository.ts';
import type { NoticeRepository } from '../../shared/application/ports/notice-repository.ts';
import type { RichText } from '../../shared/application/ports/rich-text.ts';
import type { StarStore } from '../../shared/application/ports/star-store.ts';
import type { TemplateRepository } from '../../shared/application/ports/template-repository.ts';
import type { TicketRepository } from '../../shared/application/ports/ticket-repository.ts';
import type { UploadStore } from '../../shared/application/ports/upload-store.ts';
import { fieldTexts } from '../../shared/application/tickets/field-texts.ts';
import { operations, type Operations } from '../../shared/contracts/http/operations.ts';
import { routeKeyOf } from '../../shared/http/router.ts';
import { steppingClock } from './clock.ts';
import { testReplyReference } from './mail-desk.ts';
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

type Parts = { readonly confidential?: Partial<ConfidentialDeps>; readonly stars?: StarStore; readonly tickets?: TicketRepository; readonly uploads?: UploadStore; readonly mails?: MailRepository; readonly calls?: CallRepository; readonly drafts?: DraftRepository; readonly notices?: NoticeRepository; readonly departures?: Pick<DepartureRepository, 'list' | 'dismiss'>; readonly templates?: TemplateRepository; readonly sources?: InformationSourceRepository; readonly information?: CustomerInformationApi; readonly directory?: DeskDirectory & DeskRegistry; readonly administration?: DeskAdministration; readonly customers?: CustomerRepository; readonly backoff?: Backoff };

/**
 * A service `support` with agents first, second (in two groups), boss (administrator) and gone (not active), and a service `other` with a stranger;
 * asked through the functions' own handlers. In memory, unless other parts are given.
 */
export const httpDesk = async (parts: Parts = {}) => {
  const memory = memoryDesk();
  const people = memoryDeskDirectory();
  const directory = parts.directory ?? people;
  const administration = parts.administration ?? people;
  const accounts = memoryAgentAccounts();
  const tickets = parts.tickets ?? memoryTicketRepository(memory);
  const mails = parts.mails ?? memoryMailRepository(memory);
  const drafts = parts.drafts ?? memoryDraftRepository(memory);
  const calls = parts.calls ?? memoryCallRepository(memory);
  const objects = new Map<string, MemoryObject>();
  const attachments = memoryAttachments(objects);
  const customers = parts.customers ?? memoryCustomerRepository();
  const stars = parts.stars ?? memoryStarStore(memory);
  const vault = memoryVault();
  const definitions = memoryFieldRepository();
  const categories = memoryCategoryRepository(directory);
  const sources = parts.sources ?? memoryInformationSourceRepository();
  const templates = parts.templates ?? memoryTemplateRepository();
  const layouts = memoryMailLayoutRepository();
  const senders = memorySenderIdentities();
  const restrictedWords = memoryRestrictedWords();
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
    tickets, mails, calls, drafts, directory, log, clock, richText: plainRichText, backoff: parts.backoff ?? (async () => {}), now: () => new Date('2026-11-22T15:30:00.000Z'), lateSeconds: 60,
    administration, accounts,
    departures: parts.departures ?? { list: async () => [], dismiss: async () => false },
    notices: parts.notices ?? memoryNoticeRepository(), restrictedWords,
    templates, layouts, senders,
    categories, definitions, sources, vault, api: parts.information ?? { ask: async () => ({ kind: 'failed', because: 'unreachable' } as const) }, fieldTexts: fieldTexts({ tickets, definitions }),
    namesPrivateAddress: (url: string) => namesPrivateAddress(new URL(url)),
    stars, figures: { read: async () => FIGURES, readLists: async () => LISTS },
    attachments, files: { uploads: parts.uploads ?? memoryUploadStore(memory), bucket: attachments },
  };
  const commands = createCommands(deps);
  const confidential = createConfidential({
    ...deps, originals: memorySealedOriginals(memory), viewings: memoryViewingLog(memory), draftTexts: memoryDraftTexts(memory), files: attachments, fileRemains: memoryFileRemains(objects), ...parts.confidential,
  });
  const queries = createQueries(deps);
  const functions: Readonly<Record<string, typeof queries>> = { 'ticket-commands': commands, 'ticket-queries': queries, administration: createAdministration(deps), 'customer-information': createCustomerInformation(deps), confidential, 'mail-preview': createPreview({ ...deps, region: 'eu-west-1', composer: nodemailerComposer, replyReference: testReplyReference }) };
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
    templates, layouts, senders, categories, definitions, sources, vault, restrictedWords, stars, customers, memory, tickets, mails, calls, drafts, attachments, objects, directory, administration, accounts, facts: people.facts, log, clock,
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
