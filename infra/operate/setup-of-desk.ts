import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { dynamoCategoryRepository } from '../../shared/adapters/dynamodb/category-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoTemplateRepository } from '../../shared/adapters/dynamodb/template-repository.ts';
import type { SetupRepositories } from '../../shared/application/desk-setup/read-setup.ts';
import { OperatorError, type DeployedDesk } from './deployed-desk.ts';

/** Where the set-up of a desk's service is kept; throws an OperatorError when the desk has no such service. */
export const openSetup = async (desk: DeployedDesk, serviceId: string): Promise<SetupRepositories> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(desk.client), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const stored = { client, deskTable: desk.output('DeskTableName'), backoff: jitteredBackoff };
  if ((await dynamoDeskDirectory(stored).findService(serviceId)) === undefined)
    throw new OperatorError(`There is no service ${serviceId}.`);
  return {
    categories: dynamoCategoryRepository(stored),
    definitions: dynamoFieldRepository(stored),
    templates: dynamoTemplateRepository(stored),
    layouts: dynamoMailLayoutRepository(stored),
    restrictedWords: dynamoRestrictedWords(stored),
  };
};
