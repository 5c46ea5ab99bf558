import type { Agent } from '../../domain/desk/agent.ts';
import { roleMay } from '../../domain/desk/permissions.ts';
import { err, type Result, ok } from '../../domain/kernel/result.ts';
import type { CountedTemplate, TemplateRefusal } from '../../domain/template/template.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { Backoff } from '../ports/platform.ts';
import type { TemplateRepository } from '../ports/desk-settings.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type TemplateRef = {
  readonly agent: Agent;
  readonly templateId: string;
  /** From If-Match: another stored version is refused. */
  readonly expectedVersion?: number;
};

/** Reads a template that the agent may write and lets `write` change it; asked again when that meets a conflict. */
export const changeTemplate =
  (deps: { readonly templates: Pick<TemplateRepository, 'find'>; readonly backoff: Backoff }) =>
  async <T, R>(
    { agent, templateId, expectedVersion }: TemplateRef,
    write: (template: CountedTemplate) => Promise<Result<T, R> | 'conflict'>,
  ): Promise<Result<T, TemplateRefusal | AccessRefusal | R>> =>
    retryOnConflict<Result<T, TemplateRefusal | AccessRefusal | R>>(deps.backoff, async () => {
      const template = await deps.templates.find(agent.serviceId, templateId, agent.agentId);
      if (!template) return err({ code: 'template_not_found', templateId });
      const admitted = admitWriter(agent, template);
      if (!admitted.ok) return admitted;
      if (expectedVersion !== undefined && expectedVersion !== template.version)
        return err({ code: 'template_changed', expected: expectedVersion, actual: template.version });
      return write(template);
    });

/** Shared templates can be written only by agents who manage them, own ones by every agent. */
export const admitWriter = (
  { role }: Pick<Agent, 'role'>,
  { ownerId }: { readonly ownerId?: string | undefined },
): Result<undefined, AccessRefusal> =>
  ownerId !== undefined || roleMay(role, 'manage_desk')
    ? ok(undefined)
    : err({ code: 'forbidden', permission: 'manage_desk' });
