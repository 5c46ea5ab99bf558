import * as z from 'zod';
import {
  AFTER_PROCESSING,
  CONSOLE_LANGUAGES,
  LIST_ORDERS,
  PANELS_LIMIT,
  SIGNATURE_LENGTH,
  THEMES,
} from '../../domain/desk/preferences.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders } from './define-operation.ts';
import { allOptional, changeOf, distinct, html, id, slug } from './plain-values.ts';

const chosen = once(() => ({
  language: z.enum(CONSOLE_LANGUAGES),
  theme: z.enum(THEMES),
  afterProcessing: z.enum(AFTER_PROCESSING),
  listOrder: z.enum(LIST_ORDERS),
}));
const alertDto = once(() => z.object({ notification: z.boolean(), sound: z.boolean() }));
const alertChange = once(() => z.strictObject(allOptional(alertDto().shape)));

/** What the caller chose for themselves, in all of their services; `version` 0: nothing yet. */
export const preferencesDto = once(() =>
  z
    .object({
      version: z.int(),
      ...chosen(),
      panelOrder: z.array(z.string()),
      alerts: z.object({ assigned: alertDto(), replied: alertDto(), call_due: alertDto(), mail_failed: alertDto() }),
      /** The HTML under the caller's answers, by service. */
      signatures: z.record(z.string(), z.string()),
    })
    .meta({ id: 'Preferences' }),
);

export const editMyPreferences = defineOperation({
  operationId: 'editMyPreferences',
  summary: 'Choose how the console behaves for you; what is left out stays',
  method: 'PATCH',
  path: '/me/preferences',
  group: 'ticket-commands',
  permission: null,
  params: () => z.object({}),
  query: () => z.strictObject({}),
  body: () =>
    changeOf({
      ...chosen(),
      /** Panels in the order of their icons; those that are not named come last. */
      panelOrder: z.array(slug).max(PANELS_LIMIT).refine(distinct, 'Name each panel once'),
      alerts: z.strictObject(
        allOptional({
          assigned: alertChange(),
          replied: alertChange(),
          call_due: alertChange(),
          mail_failed: alertChange(),
        }),
      ),
      /** By service; an empty one is taken away. */
      signatures: z
        .record(id, html(0, SIGNATURE_LENGTH))
        .refine((given) => Object.keys(given).length <= 10, 'At most 10 at once'),
    }),
  response: { status: 200, schema: preferencesDto },
  headers: noHeaders,
  problems: [
    'validation_failed',
    'unauthenticated',
    'forbidden',
    'service_not_found',
    'too_large',
    'conflict_try_again',
    'dependency_timeout',
    'internal_error',
  ],
});

export const preferencesOperations = { editMyPreferences } as const;
