import * as z from 'zod';
import type { MailLayoutRepository } from '../../application/ports/mails.ts';
import { LAYOUT_KINDS, type LayoutKind, type MailLayout } from '../../domain/mail/mail-layout.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { deskFactRows } from './fact-rows.ts';
import { MAIL_LAYOUT_PREFIX, mailLayoutKey, serviceKey } from './keys.ts';
import { queryAll } from './query.ts';
import { rows } from './rows.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

type LayoutPlace = { readonly serviceId: string; readonly kind: LayoutKind; readonly language: string };
export const mailLayoutRows = rows<MailLayout, LayoutPlace>({
  entity: 'mail_layout',
  key: ({ serviceId, kind, language }) => mailLayoutKey(serviceId, kind, language),
  schema: () =>
    z.object({
      serviceId: z.string(),
      kind: z.enum(LAYOUT_KINDS),
      language: z.enum(LANGUAGES),
      version: z.int().positive(),
      subject: z.string().exactOptional(),
      html: z.string(),
      text: z.string(),
      editedBy: z.string(),
      editedAt: z.string(),
    }),
});

/** Mail layouts as rows beside their service. */
export const dynamoMailLayoutRepository = ({ client, deskTable, backoff }: DeskDeps): MailLayoutRepository => {
  const desk = { client, TableName: deskTable };
  const ofService = (serviceId: string) => ({ partition: serviceKey(serviceId).PK, prefix: MAIL_LAYOUT_PREFIX });
  return {
    list: (serviceId) => queryAll(desk, { ...ofService(serviceId), consistent: true }, mailLayoutRows.read),
    find: (serviceId, kind, language) => mailLayoutRows.get(desk, { serviceId, kind, language }),
    save: (layout, before, fact) =>
      writeAll(client, backoff, [mailLayoutRows.putIfVersion(desk, before, layout), deskFactRows.put(desk, fact)]),
    remove: (layout, fact) =>
      writeAll(client, backoff, [mailLayoutRows.removeIfVersion(desk, layout, layout), deskFactRows.put(desk, fact)]),
  };
};
