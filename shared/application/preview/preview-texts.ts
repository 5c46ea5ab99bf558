import type { Agent } from '../../domain/desk/agent.ts';
import type { Service } from '../../domain/desk/service.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import { CONTENT, type LayoutKind, type LayoutRefusal } from '../../domain/mail/mail-layout.ts';
import { SAMPLE_ANSWERS } from '../../domain/mail/test-mail.ts';
import { fillHtml, namesIn } from '../../domain/template/placeholders.ts';
import type { TemplateRefusal } from '../../domain/template/template.ts';
import { valueOf } from '../../domain/template/variables.ts';
import { answerSubject } from '../../domain/ticket/answer-ticket.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import type { Language } from '../../domain/ticket/ticket.ts';
import { sanitizeLayout } from '../administration/mail-layouts.ts';
import { type LayoutDeps, layOutMail } from '../mail/lay-out-mail.ts';
import { sanitizeTemplateHtml } from '../templates/sanitize-template.ts';
import { answerBody, type SignatureDeps } from '../tickets/answer-ticket.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';
import { type TicketToFill, ticketToFill, type TicketToFillDeps } from './ticket-to-fill.ts';

export type PreviewTextsDeps = TicketToFillDeps & LayoutDeps & SignatureDeps;

/** Who looks at an unsaved text, and by which ticket; without a number the service's newest. */
type Asked = { readonly serviceId: string; readonly agent: Agent; readonly number?: number };
export type UnsavedTemplate = Asked & { readonly html: string; readonly language: Language };
export type UnsavedLayout = Asked & {
  readonly kind: LayoutKind;
  readonly language: Language;
  readonly subject?: string;
  readonly html: string;
};

type Filled = TicketToFill & {
  readonly service: Service;
  /** Variables that the ticket has no value for. */
  readonly empty: readonly string[];
};
export type PreviewedTemplate = Filled & { readonly html: string };
export type PreviewedMail = Filled & { readonly subject: string; readonly html: string; readonly text: string };
export type PreviewRefusal = TemplateRefusal | LayoutRefusal | TooLarge | TicketNotFound;

const sourcesOf = async (deps: PreviewTextsDeps, { serviceId, agent, number }: Asked, language: Language) => {
  const [found, service] = await Promise.all([
    ticketToFill(deps)(serviceId, number),
    deps.directory.findService(serviceId),
  ]);
  if (!found.ok) return found;
  if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
  const at = deps.clock.now().toISOString();
  const value = valueOf({ ticket: found.value.ticket, service, agent, at, language });
  const emptyOf = (text: string) => namesIn(text).filter((name) => name !== CONTENT && value(name) === '');
  return ok({ ...found.value, service, at, value, emptyOf });
};

/** What stands in a preview for a variable without a value; in the text itself there is nothing. */
const missingMark = (name: string): string => `<mark>#{${name}}</mark>`;

const fill =
  (deps: PreviewTextsDeps, missing: (name: string) => string) =>
  async (asked: UnsavedTemplate): Promise<Result<PreviewedTemplate, PreviewRefusal>> => {
    const html = sanitizeTemplateHtml(await deps.richText.sanitizer(), asked.html);
    if (!html.ok) return html;
    const sources = await sourcesOf(deps, asked, asked.language);
    if (!sources.ok) return sources;
    const { ticket, isExample, service, value, emptyOf } = sources.value;
    const empty = emptyOf(html.value);
    const marks = Object.fromEntries(empty.map((name) => [name, missing(name)]));
    return ok({ ticket, isExample, service, html: fillHtml(html.value, value, marks), empty });
  };

/**
 * A text that is not saved, filled as an agent would get it from a saved template, with a mark where there is no value.
 * Refused as saving it would be. Writes nothing and counts as no use.
 */
export const previewTemplate = (deps: PreviewTextsDeps) => fill(deps, missingMark);

type Answer = {
  readonly kind: LayoutKind;
  readonly language: Language;
  readonly html: string;
  readonly empty: readonly string[];
};

/** Puts an answer, with the agent's signature, into the layout that `layouts` gives, as a mail of this ticket. */
const layOut = async (
  deps: PreviewTextsDeps,
  asked: Asked,
  filled: Omit<Filled, 'empty'>,
  { kind, language, html, empty }: Answer,
): Promise<Result<PreviewedMail, TooLarge>> => {
  const body = await answerBody(deps)(asked, html);
  if (!body.ok) return body;
  const { ticket, service } = filled;
  const laidOut = await layOutMail(deps)(
    {
      serviceId: asked.serviceId,
      kind,
      language,
      fromName: service.senderName,
      subject: answerSubject(ticket),
      createdAt: deps.clock.now().toISOString(),
    },
    { ticket, entry: { author: { kind: 'agent', agentId: asked.agent.agentId } } },
    body.value.signed,
  );
  return ok({ ...filled, empty, ...laidOut });
};

/** An unsaved template as the mail of an answer that has its text and nothing else, in the layout for resolving. */
export const layOutTemplate =
  (deps: PreviewTextsDeps) =>
  async (asked: UnsavedTemplate): Promise<Result<PreviewedMail, PreviewRefusal>> => {
    const template = await fill(deps, () => '')(asked);
    if (!template.ok) return template;
    const { html, empty, ...filled } = template.value;
    return layOut(deps, asked, filled, { kind: 'resolved', language: asked.language, html, empty });
  };

/** A sample answer as a mail in a layout that is not saved. Refused as saving the layout would be. Writes nothing. */
export const previewMailLayout =
  (deps: PreviewTextsDeps) =>
  async (asked: UnsavedLayout): Promise<Result<PreviewedMail, PreviewRefusal>> => {
    const { kind, language, subject, html } = asked;
    const layout = sanitizeLayout(await deps.richText.sanitizer(), {
      ...(subject === undefined ? {} : { subject }),
      html,
    });
    if (!layout.ok) return layout;
    const sources = await sourcesOf(deps, asked, language);
    if (!sources.ok) return sources;
    const { ticket, isExample, service, emptyOf } = sources.value;
    const unsaved = {
      serviceId: asked.serviceId,
      kind,
      language,
      version: 0,
      ...layout.value,
      editedBy: asked.agent.agentId,
      editedAt: sources.value.at,
    };
    return layOut(
      { ...deps, layouts: { find: async () => unsaved } },
      asked,
      { ticket, isExample, service },
      {
        kind,
        language,
        html: SAMPLE_ANSWERS[language],
        empty: emptyOf(`${layout.value.subject ?? ''} ${layout.value.html}`),
      },
    );
  };
