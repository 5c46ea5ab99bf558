import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PreferencesRepository } from '../../application/ports/desk.ts';
import {
  AFTER_PROCESSING,
  CONSOLE_LANGUAGES,
  LIST_ORDERS,
  type Preferences,
  THEMES,
} from '../../domain/desk/preferences.ts';
import { once } from '../../domain/kernel/once.ts';
import { preferencesKey } from './keys.ts';
import { rows } from './rows.ts';
import { unlessRefused } from './write-transaction.ts';

const alertSchema = once(() => z.object({ notification: z.boolean(), sound: z.boolean() }));

export const preferencesRows = rows<Preferences, Pick<Preferences, 'agentId'>>({
  entity: 'preferences',
  key: ({ agentId }) => preferencesKey(agentId),
  schema: () =>
    z.object({
      agentId: z.string(),
      version: z.int().positive(),
      language: z.enum(CONSOLE_LANGUAGES),
      theme: z.enum(THEMES),
      afterProcessing: z.enum(AFTER_PROCESSING),
      listOrder: z.enum(LIST_ORDERS),
      panelOrder: z.array(z.string()),
      alerts: z.object({
        assigned: alertSchema(),
        replied: alertSchema(),
        call_due: alertSchema(),
        mail_failed: alertSchema(),
      }),
      signatures: z.record(z.string(), z.object({ html: z.string(), text: z.string() })),
    }),
});

/** What agents chose for themselves, a row for each account. */
export const dynamoPreferencesRepository = ({
  client,
  deskTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): PreferencesRepository => {
  const desk = { client, TableName: deskTable };
  return {
    find: (agentId) => preferencesRows.get(desk, { agentId }),
    async save(preferences, before) {
      const { Put } = preferencesRows.putIfVersion(desk, before, preferences);
      return (await unlessRefused(client.send(new PutCommand(Put)))) !== undefined;
    },
  };
};
