import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { fillHtml, namesIn } from '../../domain/template/placeholders.ts';
import { valueOf } from '../../domain/template/variables.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { TemplateRepository } from '../ports/desk-settings.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';
import type { TemplateNotFound } from './read-templates.ts';

export type FillTemplateDeps = {
  readonly templates: Pick<TemplateRepository, 'find' | 'countUse'>;
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly clock: Pick<ClockAndIds, 'now'>;
};

/**
 * A template with its variables filled. `empty` names variables without a value, so that the agent can complete them.
 */
export type FilledTemplate = { readonly templateId: string; readonly html: string; readonly empty: readonly string[] };

/** Fills a template for a ticket; increments its use count unless it is a preview. */
export const fillTemplate =
  (deps: FillTemplateDeps) =>
  async ({
    agent,
    number,
    templateId,
    preview,
  }: {
    readonly agent: Agent;
    readonly number: number;
    readonly templateId: string;
    readonly preview: boolean;
  }): Promise<Result<FilledTemplate, TicketNotFound | TemplateNotFound>> => {
    const { serviceId, agentId } = agent;
    const [ticket, template, service] = await Promise.all([
      deps.tickets.find(serviceId, number),
      deps.templates.find(serviceId, templateId, agentId),
      deps.directory.findService(serviceId),
    ]);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    if (template === undefined) return err({ code: 'template_not_found', templateId });
    if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
    const value = valueOf({ ticket, service, agent, at: deps.clock.now().toISOString(), language: template.language });
    if (!preview) await deps.templates.countUse(template);
    return ok({
      templateId,
      html: fillHtml(template.html, value),
      empty: namesIn(template.html).filter((name) => value(name) === ''),
    });
  };
