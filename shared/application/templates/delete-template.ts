import { ok, type Result } from '../../domain/kernel/result.ts';
import type { TemplateRefusal } from '../../domain/template/template.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { TemplateRepository } from '../ports/desk-settings.ts';
import { changeTemplate, type TemplateRef } from './change-template.ts';
import { templateFact } from './template-fact.ts';

type Deps = {
  readonly templates: Pick<TemplateRepository, 'find' | 'remove'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

/** Deletes a template and frees its search code. */
export const deleteTemplate = (deps: Deps) => {
  const change = changeTemplate(deps);
  return ({
    correlationId,
    ...place
  }: TemplateRef & { readonly correlationId: string }): Promise<
    Result<{ readonly templateId: string }, TemplateRefusal | AccessRefusal>
  > => {
    const { serviceId, agentId } = place.agent;
    return change<{ readonly templateId: string }, never>(place, async (template) =>
      (await deps.templates.remove(
        template,
        templateFact(deps.clock, { serviceId, agentId, correlationId }, template, undefined),
      ))
        ? ok({ templateId: template.templateId })
        : 'conflict',
    );
  };
};
