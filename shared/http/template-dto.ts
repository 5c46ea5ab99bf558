import type * as z from 'zod';
import type { templateDto, templateHeadDto } from '../contracts/http/templates.ts';
import type { CountedTemplate } from '../domain/template/template.ts';

/** A template as lists show it. */
export const toTemplateHeadDto = ({
  templateId,
  version,
  ownerId,
  name,
  searchCode,
  language,
  categoryIds,
  useCount,
  createdBy,
  createdAt,
  editedBy,
  editedAt,
}: CountedTemplate): z.input<typeof templateHeadDto> => ({
  templateId,
  version,
  shared: ownerId === undefined,
  name,
  searchCode,
  language,
  categoryIds: [...categoryIds],
  useCount,
  createdBy,
  createdAt,
  editedBy: editedBy ?? null,
  editedAt: editedAt ?? null,
});

/** With its text. */
export const toTemplateDto = (template: CountedTemplate): z.input<typeof templateDto> => ({
  ...toTemplateHeadDto(template),
  html: template.html,
});
