import { editTemplate } from '../../shared/application/templates/edit-template.ts';
import { editTemplate as spec } from '../../shared/contracts/http/templates.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toTemplateDto } from '../../shared/http/template-dto.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof editTemplate>[0]): HttpHandler => {
  const edit = editTemplate(deps);
  return operation(
    spec,
    deps,
    async ({
      agent,
      params: { templateId },
      body: { name, searchCode, language, html, categoryIds },
      expectedVersion,
      correlationId,
    }) => {
      const result = await edit({
        agent,
        templateId,
        correlationId,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
        changes: {
          ...(name === undefined ? {} : { name }),
          ...(searchCode === undefined ? {} : { searchCode }),
          ...(language === undefined ? {} : { language }),
          ...(html === undefined ? {} : { html }),
          ...(categoryIds === undefined ? {} : { categoryIds }),
        },
      });
      return result.ok ? ok(toTemplateDto(result.value)) : result;
    },
  );
};
