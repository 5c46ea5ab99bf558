import { brokenTexts } from '../../shared/contracts/http/plain-values.ts';
import { setupDocumentSchema } from '../../shared/contracts/http/desk-setup.ts';
import type { SetupDocument } from '../../shared/domain/desk-setup/setup-document.ts';
import type { SetupChange } from '../../shared/domain/desk-setup/setup-step.ts';
import { OperatorError, type DeployedDesk } from './deployed-desk.ts';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { dynamoCategoryRepository } from '../../shared/adapters/dynamodb/category-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoTemplateRepository } from '../../shared/adapters/dynamodb/template-repository.ts';
import { dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import type { DeskDeps } from '../../shared/adapters/dynamodb/write-transaction.ts';
import { namesPrivateAddress } from '../../shared/adapters/http-out/public-address.ts';
import { triggerChecks } from '../../shared/adapters/patterns/trigger-checks.ts';
import type { ImportDeps } from '../../shared/application/desk-setup/import-setup.ts';
import type { SetupRepositories } from '../../shared/application/desk-setup/read-setup.ts';

/** Parses a set-up file; throws an OperatorError that names every place that is wrong. */
export const parseSetup = (path: string, text: string): SetupDocument => {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new OperatorError(`${path} is not JSON: ${cause instanceof Error ? cause.message : ''}`);
  }
  const broken = brokenTexts(document);
  const parsed = setupDocumentSchema().safeParse(document);
  if (parsed.success && broken.length === 0) return parsed.data as SetupDocument;
  throw new OperatorError(
    [
      `${path} is not a set-up:`,
      ...[...broken, ...(parsed.error?.issues ?? [])].map(({ path: at, message }) => `  /${at.join('/')}: ${message}`),
    ].join('\n'),
  );
};

const SIGNS = { added: '+', changed: '~', removed: '-' } as const;
/** The most characters of a value that a line shows. */
const SHOWN = 100;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
};

/** One change as text for an operator: a line, and below it the old and the new value. */
export const linesOf = ({ section, id, action, members }: SetupChange): readonly string[] => [
  `${SIGNS[action]} ${section} ${id}`,
  ...(action === 'changed'
    ? members.map(({ name, before, after }) => `    ${name}: ${shown(before)} → ${shown(after)}`)
    : []),
];

/** What a set-up is read from and written to, beside who and when. */
export type OpenSetup = SetupRepositories & Pick<ImportDeps, 'directory' | 'checks' | 'namesPrivateAddress'>;

/** Opens a service's set-up; throws an OperatorError when the desk has no such service. */
export const openSetup = async (desk: DeployedDesk, serviceId: string): Promise<OpenSetup> => {
  const client = documentClient(desk.client);
  const setup = setupOn({ client, deskTable: desk.output('DeskTableName'), backoff: jitteredBackoff });
  if ((await setup.directory.findService(serviceId)) === undefined)
    throw new OperatorError(`There is no service ${serviceId}.`);
  return setup;
};

/** The set-up of services in a desk's table. */
export const setupOn = (stored: DeskDeps) => ({
  categories: dynamoCategoryRepository(stored),
  definitions: dynamoFieldRepository(stored),
  templates: dynamoTemplateRepository(stored),
  layouts: dynamoMailLayoutRepository(stored),
  restrictedWords: dynamoRestrictedWords(stored),
  triggers: dynamoTriggerRepository(stored),
  directory: dynamoDeskDirectory(stored),
  checks: triggerChecks,
  namesPrivateAddress: (url: string) => namesPrivateAddress(new URL(url)),
});
