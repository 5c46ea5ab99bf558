import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TemplateRepository } from '../../application/ports/desk-settings.ts';
import type { CountedTemplate, Template } from '../../domain/template/template.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { anyOf, changing, has, NOT_THERE, rows, THERE } from './rows.ts';
import { deskFactRows } from './fact-rows.ts';
import { serviceKey, templateCodeKey, templateKey, templatesPrefix } from './keys.ts';
import { queryAll } from './query.ts';
import { unlessRefused, writeAll, writeTransaction, type DeskDeps } from './write-transaction.ts';

export const templateRows = rows<CountedTemplate, Parameters<typeof templateKey>[0]>({
  entity: 'template',
  key: templateKey,
  schema: () =>
    z.object({
      serviceId: z.string(),
      templateId: z.string(),
      version: z.int().positive(),
      ownerId: z.string().exactOptional(),
      name: z.string(),
      searchCode: z.string(),
      language: z.enum(LANGUAGES),
      html: z.string(),
      categoryIds: z.array(z.string()),
      createdBy: z.string(),
      createdAt: z.string(),
      editedBy: z.string().exactOptional(),
      editedAt: z.string().exactOptional(),
      useCount: z.int().nonnegative().default(0),
    }),
});

/** Which template has a search code: one row each, so that none belongs to two. */
const codeRows = rows<Pick<Template, 'templateId'>, Parameters<typeof templateCodeKey>[0]>({
  entity: 'template_code',
  key: templateCodeKey,
  schema: () => z.object({ templateId: z.string() }),
});

/** Templates as rows beside their service: shared ones together, and each agent's own. */
export const dynamoTemplateRepository = ({ client, deskTable, backoff }: DeskDeps): TemplateRepository => {
  const desk = { client, TableName: deskTable };
  /** Sets every attribute but the key and the count: whoever loads the template meanwhile is counted. */
  const edit = (template: Template, { version }: Template) => {
    const { PK, SK, useCount: _useCount, ...attributes } = templateRows.toItem({ ...template, useCount: 0 });
    return {
      Update: { TableName: deskTable, Key: { PK, SK }, ...changing({ set: attributes }, has({ version })) },
    };
  };
  return {
    list: (serviceId, ownerId) =>
      queryAll(desk, { partition: serviceKey(serviceId).PK, prefix: templatesPrefix(ownerId) }, templateRows.read),
    async find(serviceId, templateId, agentId) {
      const [shared, own] = await Promise.all([
        templateRows.get(desk, { serviceId, templateId }),
        templateRows.get(desk, { serviceId, templateId, ownerId: agentId }),
      ]);
      return shared ?? own;
    },
    async save(template, before, fact) {
      const { templateId } = template;
      const movesCode = before !== undefined && before.searchCode !== template.searchCode;
      const [first] = await writeTransaction(client, backoff, [
        before === undefined ? templateRows.create(desk, { ...template, useCount: 0 }) : edit(template, before),
        codeRows.putIf(desk, anyOf(NOT_THERE, has({ templateId })), { templateId }, template),
        ...(movesCode ? [codeRows.remove(desk, before)] : []),
        ...(fact === undefined ? [] : [deskFactRows.put(desk, fact)]),
      ]);
      return first === undefined ? 'saved' : first.position === 0 ? 'changed' : 'code_taken';
    },
    remove: (template, fact) =>
      writeAll(client, backoff, [
        templateRows.removeIfVersion(desk, template, template),
        codeRows.remove(desk, template),
        ...(fact === undefined ? [] : [deskFactRows.put(desk, fact)]),
      ]),
    async countUse(template) {
      const count = changing({ add: { useCount: 1 } }, THERE);
      await unlessRefused(
        client.send(new UpdateCommand({ TableName: deskTable, Key: templateRows.key(template), ...count })),
      );
    },
  };
};
