import * as z from 'zod';
import type { CountedTemplate, Template } from '../../domain/template/template.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { templateCodeKey, templateKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('template'),
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
});

/** Without its count, which is added to and never put. */
export const toItem = (template: Template) => ({ ...templateKey(template), entity: 'template' as const, ...template });

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): CountedTemplate => {
  const { entity: _entity, ...template } = itemSchema.parse(item);
  return template;
};

/** Which template has a search code: one row each, so that none belongs to two. */
export const codeToItem = (template: Template) => ({
  ...templateCodeKey(template),
  entity: 'template_code' as const,
  templateId: template.templateId,
});
