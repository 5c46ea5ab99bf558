import { requestReads } from '../../functions/request-reads.ts';
import { createHandler as createCommands } from '../../functions/ticket-commands/operations.ts';
import { createHandler as createQueries } from '../../functions/ticket-queries/operations.ts';
import { dynamoAutomationRepository } from '../../shared/adapters/dynamodb/automation-repository.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoDraftRepository } from '../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoEscalationRepository } from '../../shared/adapters/dynamodb/escalation-repository.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoFiguresStore } from '../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoInformationSourceRepository } from '../../shared/adapters/dynamodb/information-source-repository.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoNoticeRepository } from '../../shared/adapters/dynamodb/notice-repository.ts';
import { dynamoOutwardRepository } from '../../shared/adapters/dynamodb/outward-repository.ts';
import { dynamoPreferencesRepository } from '../../shared/adapters/dynamodb/preferences-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTemplateRepository } from '../../shared/adapters/dynamodb/template-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoUploadStore } from '../../shared/adapters/dynamodb/upload-store.ts';
import { memoryAttachments } from '../support/memory/memory-attachments.ts';
import { memoryVault } from '../support/memory/memory-vault.ts';
import { libPhoneNumbers } from '../../shared/adapters/phone/phone-numbers.ts';
import { operations, type Operations } from '../../shared/contracts/http/operations.ts';
import { routeKeyOf } from '../../shared/http/operation.ts';
import { steppingClock } from '../support/clock.ts';
import type { DynamoEngine } from '../support/dynamo-engine.ts';
import { answerOf, plainRichText, type Request, setUpDesk } from '../support/http-event.ts';
import { memoryLog } from '../support/memory-log.ts';

/** The handlers of tickets straight on the engine, with nothing between that would cost or count. */
export const benchDesk = async ({ client: documents, deskTable, viewsTable, sessionsTable }: DynamoEngine) => {
  const { client, readsAhead } = requestReads(deskTable, documents);
  const on = { client, deskTable, viewsTable, sessionsTable, backoff: async () => {}, now: () => new Date() };
  const bucket = memoryAttachments();
  const directory = dynamoDeskDirectory(on);
  await setUpDesk(dynamoDeskRegistry(on));
  const deps = {
    readsAhead,
    log: memoryLog(),
    clock: steppingClock(),
    now: on.now,
    lateSeconds: 60,
    backoff: on.backoff,
    richText: plainRichText,
    phoneNumbers: libPhoneNumbers,
    directory,
    tickets: dynamoTicketRepository(on),
    automation: dynamoAutomationRepository(on),
    mails: dynamoMailRepository(on),
    drafts: dynamoDraftRepository(on),
    calls: dynamoCallRepository(on),
    importantTickets: dynamoImportantTickets(on),
    customers: dynamoCustomerRepository(on),
    layouts: dynamoMailLayoutRepository(on),
    restrictedWords: dynamoRestrictedWords(on),
    preferences: dynamoPreferencesRepository(on),
    definitions: dynamoFieldRepository(on),
    templates: dynamoTemplateRepository(on),
    notices: dynamoNoticeRepository(on),
    escalations: dynamoEscalationRepository(on),
    outward: dynamoOutwardRepository(on),
    sources: dynamoInformationSourceRepository(on),
    figures: dynamoFiguresStore(on),
    vault: memoryVault(),
    attachments: bucket,
    files: { uploads: dynamoUploadStore(on), bucket },
  };
  const [commands, queries] = [createCommands(deps), createQueries(deps)];
  let requests = 0;
  const call = (operationId: keyof Operations, request: Request = {}) =>
    answerOf(
      operations[operationId].group === 'ticket-commands' ? commands : queries,
      routeKeyOf(operations[operationId]),
      request,
      `r${(requests += 1)}`,
    );
  return {
    call,
    async create(over: object = {}): Promise<number> {
      const { status, body } = await call('createTicket', {
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
