import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createHandler as createAdministration } from '../../functions/administration/operations.ts';
import { type ConfidentialDeps, createHandler as createConfidential } from '../../functions/confidential/index.ts';
import { createHandler as createCustomerInformation } from '../../functions/customer-information/index.ts';
import { createHandler as createLiveAccess } from '../../functions/live-access/index.ts';
import { createHandler as createPreview } from '../../functions/mail-preview/index.ts';
import { createHandler as createCommands } from '../../functions/ticket-commands/operations.ts';
import { createHandler as createQueries } from '../../functions/ticket-queries/operations.ts';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoCategoryRepository } from '../../shared/adapters/dynamodb/category-repository.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskAdministration } from '../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoDraftRepository } from '../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoInformationSourceRepository } from '../../shared/adapters/dynamodb/information-source-repository.ts';
import { figuresKey } from '../../shared/adapters/dynamodb/keys.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoNoticeRepository } from '../../shared/adapters/dynamodb/notice-repository.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoPreferencesRepository } from '../../shared/adapters/dynamodb/preferences-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTemplateRepository } from '../../shared/adapters/dynamodb/template-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { kmsVault } from '../../shared/adapters/kms/vault.ts';
import { s3AttachmentStore } from '../../shared/adapters/s3/file-stores.ts';
import { s3UploadBucket } from '../../shared/adapters/s3/upload-bucket.ts';
import type { Backoff } from '../../shared/application/ports/platform.ts';
import type { CallRepository } from '../../shared/application/ports/calls.ts';
import type { CustomerInformationApi, CustomerRepository } from '../../shared/application/ports/customers.ts';
import type {
  DepartureRepository,
  DeskAdministration,
  DeskDirectory,
  DeskRegistry,
} from '../../shared/application/ports/desk.ts';
import type { DraftRepository, RichText, UploadStore } from '../../shared/application/ports/writing.ts';
import type {
  InformationSourceRepository,
  NoticeRepository,
  TemplateRepository,
} from '../../shared/application/ports/desk-settings.ts';
import type {
  DomainIdentity,
  MailPost,
  MailRepository,
  SenderIdentities,
  SenderState,
} from '../../shared/application/ports/mails.ts';
import type { ImportantTickets, TicketRepository } from '../../shared/application/ports/tickets.ts';
import type { OperationGroup } from '../../shared/contracts/http/define-operation.ts';
import { operations, type Operations } from '../../shared/contracts/http/operations.ts';
import type { DeskFact, DeskSubject } from '../../shared/domain/desk/desk-facts.ts';
import { categoryScope, groupScope, NOW, WHOLE_SERVICE } from '../../shared/domain/figures/figure-cells.ts';
import { type HttpHandler, routeKeyOf } from '../../shared/http/operation.ts';
import { steppingClock } from './clock.ts';
import { type Answer, answerOf, plainRichText, type Request, setUpDesk } from './http-event.ts';
import { memoryLog } from './memory-log.ts';
import { type DepsOf, inRole } from './roles/in-role.ts';
import { liveView } from './roles/live-view.ts';
import { hostedStage } from './roles/stage-of-file.ts';
import { aDeskFact } from './tickets.ts';

export type { Answer, Request } from './http-event.ts';

/** The figures that the views table begins with. */
const COUNTERS: readonly (readonly [scope: string, figures: Readonly<Record<string, number>>])[] = [
  [
    WHOLE_SERVICE,
    {
      revision: 5,
      created: 1,
      resolved: 2,
      processing: 3,
      pending: 4,
      unassigned: 5,
      unassignedToday: 6,
      listAll: 10,
      listUnassigned: 11,
      listIssue: 12,
      listDooray: 13,
      listSpam: 14,
    },
  ],
  ...['first', 'second', 'boss'].map(
    (agentId) =>
      [
        agentId,
        {
          resolved: 7,
          processing: 8,
          pending: 9,
          transfer: 20,
          listProcessing: 15,
          listPending: 16,
          listResolved: 17,
          listCompleted: 18,
        },
      ] as const,
  ),
  [groupScope('first-line'), { listGroup: 19 }],
  [categoryScope({ kind: 'inquiry_type', categoryId: 'delivery' }), { useOpen: 21, useClosed: 22 }],
  [categoryScope({ kind: 'processing_type', categoryId: 'delivery' }), { useOpen: 0, useClosed: 23 }],
  [categoryScope({ kind: 'inquiry_type', categoryId: 'never-again' }), { useOpen: 0, useClosed: 0 }],
];

const unreachable: CustomerInformationApi = {
  ask: async () => ({ kind: 'failed', because: 'unreachable', milliseconds: 1 }),
};

type Tickets = TicketRepository;
type Parts = {
  readonly confidential?: Partial<ConfidentialDeps>;
  readonly importantTickets?: ImportantTickets;
  readonly tickets?: Tickets;
  readonly uploads?: UploadStore;
  readonly mails?: MailRepository;
  readonly post?: MailPost;
  readonly calls?: CallRepository;
  readonly drafts?: DraftRepository;
  readonly notices?: NoticeRepository;
  readonly departures?: Pick<DepartureRepository, 'list' | 'dismiss'>;
  readonly templates?: TemplateRepository;
  readonly sources?: InformationSourceRepository;
  readonly information?: CustomerInformationApi;
  readonly directory?: DeskDirectory & DeskRegistry;
  readonly administration?: DeskAdministration;
  readonly customers?: CustomerRepository;
  readonly backoff?: Backoff;
  readonly richText?: RichText;
  /** The time that operations which only read see. */
  readonly now?: Date;
  /** Wraps the ticket repository of each function, for example to make it fail. */
  readonly aroundTickets?: (tickets: Tickets) => Tickets;
};

/** The dependencies of each function, made once in a test file, as one Lambda instance serves many requests. */
const roles = new Map<OperationGroup, Promise<DepsOf<OperationGroup>>>();
const roleOf = <G extends OperationGroup>(group: G): Promise<DepsOf<G>> => {
  const known = roles.get(group) ?? inRole(group);
  roles.set(group, known);
  return known as Promise<DepsOf<G>>;
};

/** What the desk is before a test begins. */
const seed = async (): Promise<void> => {
  const { client, names } = await hostedStage();
  await setUpDesk(dynamoDeskRegistry({ client, deskTable: names.deskTable, backoff: jitteredBackoff }));
  for (const [scope, figures] of COUNTERS)
    await client.send(
      new PutCommand({
        TableName: names.viewsTable,
        Item: { ...figuresKey('support', scope, NOW), entity: 'figures', scope, span: NOW, ...figures },
      }),
    );
};

/**
 * SES verifies an address when its owner follows a link and a domain when its records are there; the local one does at
 * once. Until `confirm`, one that was asked for waits.
 */
const waitingSenders = (verify: (address: string) => void) => {
  const waiting = new Set<string>();
  return {
    confirm: (address: string) => {
      waiting.delete(address);
      verify(address);
    },
    around: <S extends Pick<SenderIdentities, 'states'>>(senders: S & Partial<SenderIdentities>): S => ({
      ...senders,
      async states(addresses: readonly string[]) {
        const told = await senders.states(addresses);
        return new Map(
          [...told].map(([address, state]): [string, SenderState] => [
            address,
            waiting.has(address) && state === 'verified' ? 'pending' : state,
          ]),
        );
      },
      async domains(domains: readonly string[]) {
        const told = await senders.domains!(domains);
        return new Map(
          [...told].map(([domain, identity]): [string, DomainIdentity] => [
            domain,
            waiting.has(domain) && identity.state === 'verified'
              ? { ...identity, state: 'pending', signing: 'pending' }
              : identity,
          ]),
        );
      },
      async verify(address: string) {
        if ((await senders.states([address])).get(address) !== 'verified') waiting.add(address);
        await senders.verify!(address);
      },
      async verifyDomain(domain: string) {
        if ((await senders.domains!([domain])).get(domain)?.state !== 'verified') waiting.add(domain);
        await senders.verifyDomain!(domain);
      },
    }),
  };
};

/** The repository with the facts that its changes left. A test that saves by itself may leave the fact out. */
const withFacts = <R extends { save(...given: never[]): unknown }>(
  repository: R,
  at: number,
  facts: () => readonly DeskFact[],
): R & { readonly facts: readonly DeskFact[] } => {
  const save = (...given: never[]): unknown =>
    repository.save(
      ...(given.map((each, index) =>
        index === at && (each as DeskFact | undefined)?.id === undefined
          ? aDeskFact({ id: `evt_${crypto.randomUUID()}` })
          : each,
      ) as never[]),
    );
  return { ...repository, save, facts: liveView<readonly DeskFact[]>(facts, []) };
};

/**
 * A service `support` with agents first, second (in two groups), boss (administrator) and gone (not active), and a
 * service `other` with a stranger; asked through the functions' own handlers. Each function is made by its own
 * composition root and works under its own role on the hosted stage, which is emptied at each call; what a test reads
 * or writes by `tickets`, `memory` and so on goes past the roles.
 */
export const httpDesk = async (parts: Parts = {}) => {
  const stage = await hostedStage();
  await stage.empty(seed);
  const {
    client,
    s3,
    kms,
    names: { deskTable, sessionsTable, attachments: bucket },
    rows: memory,
  } = stage;
  const on = { client, deskTable, sessionsTable, backoff: jitteredBackoff, now: () => new Date() };
  const { around: aroundSenders, confirm } = waitingSenders(stage.verifySender);
  const factsOf =
    (...kinds: readonly DeskSubject[]) =>
    () =>
      memory.deskFacts.filter(({ subject }) => kinds.includes(subject.kind));
  const directory = parts.directory ?? { ...dynamoDeskDirectory(on), ...dynamoDeskRegistry(on) };
  if (parts.directory) await setUpDesk(parts.directory);
  const around = parts.aroundTickets ?? ((tickets: Tickets) => tickets);
  const operated = {
    tickets: parts.tickets ?? around(dynamoTicketRepository(on)),
    mails: parts.mails ?? dynamoMailRepository(on),
    calls: parts.calls ?? dynamoCallRepository(on),
    drafts: parts.drafts ?? dynamoDraftRepository(on),
    preferences: dynamoPreferencesRepository(on),
    importantTickets: parts.importantTickets ?? dynamoImportantTickets(on),
    customers: parts.customers ?? dynamoCustomerRepository(on),
    administration: parts.administration ?? dynamoDeskAdministration(on),
    templates: withFacts(parts.templates ?? dynamoTemplateRepository(on), -1, factsOf('template')),
    layouts: withFacts(dynamoMailLayoutRepository(on), 2, factsOf('mail_layout')),
    definitions: withFacts(dynamoFieldRepository(on), 2, factsOf('field')),
    categories: withFacts(dynamoCategoryRepository(on), 2, factsOf('category')),
    sources: withFacts(parts.sources ?? dynamoInformationSourceRepository(on), 2, factsOf('customer_information')),
    notices: withFacts(parts.notices ?? dynamoNoticeRepository(on), 2, factsOf('notice')),
    restrictedWords: withFacts(dynamoRestrictedWords(on), 2, factsOf('restricted_words')),
    vault: kmsVault({
      client: kms,
      keyId: stage.functions.get('administration')!.environment['DATA_KEY_ID']!,
      now: () => new Date(),
    }),
    attachments: { ...s3AttachmentStore({ client: s3, bucket }), ...s3UploadBucket({ client: s3, bucket }) },
  };
  const log = memoryLog();
  const clock = steppingClock();

  /** What a test decides for each function: its clock, its log and the parts that were given. */
  const given = {
    log,
    clock,
    now: () => parts.now ?? new Date('2026-11-22T15:30:00.000Z'),
    backoff: parts.backoff ?? (async () => {}),
    richText: parts.richText ?? plainRichText,
    ...(parts.tickets && { tickets: parts.tickets }),
    ...(parts.mails && { mails: parts.mails }),
    ...(parts.post && { post: parts.post }),
    ...(parts.calls && { calls: parts.calls }),
    ...(parts.drafts && { drafts: parts.drafts }),
    ...(parts.importantTickets && { importantTickets: parts.importantTickets }),
    ...(parts.notices && { notices: parts.notices }),
    ...(parts.departures && { departures: parts.departures }),
    ...(parts.templates && { templates: parts.templates }),
    ...(parts.sources && { sources: parts.sources }),
    ...(parts.customers && { customers: parts.customers }),
    ...(parts.directory && { directory: parts.directory }),
    ...(parts.administration && { administration: parts.administration }),
  };
  const wrapped = <D extends { readonly tickets: Tickets }>(deps: D): D =>
    parts.tickets ? deps : { ...deps, tickets: around(deps.tickets) };
  const files = <D extends { readonly files: { readonly uploads: UploadStore } }>(deps: D): D =>
    parts.uploads ? { ...deps, files: { ...deps.files, uploads: parts.uploads } } : deps;
  const made = async (group: OperationGroup): Promise<HttpHandler> => {
    switch (group) {
      case 'ticket-commands':
        return createCommands({ ...files(wrapped(await roleOf(group))), ...given });
      case 'ticket-queries':
        return createQueries({ ...wrapped(await roleOf(group)), ...given });
      case 'administration': {
        const deps = await roleOf(group);
        return createAdministration({ ...deps, ...given, senders: aroundSenders(deps.senders) });
      }
      case 'customer-information':
        return createCustomerInformation({
          ...wrapped(await roleOf(group)),
          ...given,
          api: parts.information ?? unreachable,
        });
      case 'confidential':
        return createConfidential({ ...wrapped(await roleOf(group)), ...given, ...parts.confidential });
      case 'mail-preview': {
        const deps = await roleOf(group);
        return createPreview({ ...files(wrapped(deps)), ...given, senders: aroundSenders(deps.senders) });
      }
      case 'live-access':
        return createLiveAccess({ ...(await roleOf(group)), ...given });
    }
  };
  const functions = new Map<string, Promise<HttpHandler>>();
  const functionOf = (group: OperationGroup) => {
    const handler = functions.get(group) ?? made(group);
    functions.set(group, handler);
    return handler;
  };
  let requests = 0;

  const callRoute = async (routeKey: string, group: OperationGroup, request: Request = {}): Promise<Answer> =>
    answerOf(await functionOf(group), routeKey, request, `r${(requests += 1)}`);

  return {
    ...operated,
    directory,
    memory,
    objects: stage.objects,
    log,
    clock,
    /** The addresses that were invited to sign in, in their order. */
    accounts: { invited: liveView<readonly string[]>(() => stage.mails.list({}).flatMap(({ to }) => to), []) },
    senders: {
      states: async (addresses: readonly string[]) =>
        aroundSenders((await roleOf('administration')).senders).states(addresses),
      confirm,
    },
    /** Of the service and its people, in their order. */
    facts: liveView<readonly DeskFact[]>(() => memory.deskFacts, []),
    call: (operationId: keyof Operations, request?: Request) =>
      callRoute(routeKeyOf(operations[operationId]), operations[operationId].group, request),
    callRoute,
    /** Announces a file and puts its bytes where they were asked for; gives the upload's id. */
    async upload(
      name: string,
      bytes: string | Buffer = 'bytes',
      { as = 'first', type = 'text/plain' }: { readonly as?: string; readonly type?: string } = {},
    ): Promise<string> {
      const content = Buffer.from(bytes);
      const { status, body } = await this.call('createUpload', { as, body: { name, type, size: content.length } });
      if (status !== 201) throw new Error(`No upload was announced: ${JSON.stringify(body)}`);
      const stored = await fetch(body['url'] as string, {
        method: 'PUT',
        headers: body['headers'] as Record<string, string>,
        body: content,
      });
      if (!stored.ok) throw new Error(`The upload was refused: ${await stored.text()}`);
      return body['uploadId'] as string;
    },
    /** A new ticket of the service, made by hand. */
    async create(over: object = {}): Promise<number> {
      const { status, body } = await this.call('createTicket', {
        body: {
          title: 'Printer on fire',
          html: '<p>It burns</p>',
          customer: { name: 'A customer', email: 'customer@example.com' },
          ...over,
        },
      });
      if (status !== 201) throw new Error(`No ticket was made: ${JSON.stringify(body)}`);
      return body['number'] as number;
    },
  };
};
export type HttpDesk = Awaited<ReturnType<typeof httpDesk>>;
