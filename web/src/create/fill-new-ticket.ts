import { fillHtml, namesIn } from '../../../shared/domain/template/placeholders.ts';
import { dayIn, momentIn } from '../../../shared/domain/template/dates.ts';
import type { VariableName } from '../../../shared/domain/template/variables.ts';
import type { Me, ServiceView } from '../desk/api/service-queries.ts';

/** What the form says so far. */
export type FillWith = {
  readonly title: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
};
type Sources = FillWith & {
  readonly service: Pick<ServiceView, 'name' | 'timeZone' | 'senderName'>;
  readonly me: Pick<Me, 'name' | 'email'>;
};

/**
 * A template's text for a ticket that has no number yet: what the form does not say stays empty, and is named so that
 * the agent can complete it.
 */
export const fillNewTicket = (
  { html, language }: { readonly html: string; readonly language: string },
  { title, name, email, phone, service, me }: Sources,
  now = new Date(),
): { readonly html: string; readonly empty: readonly string[] } => {
  const reader = { timeZone: service.timeZone, language };
  const at = now.toISOString();
  const values: Readonly<Record<VariableName, string>> = {
    'ticket.number': '',
    'ticket.title': title,
    'ticket.createdAt': momentIn(at, reader),
    'ticket.createdDate': dayIn(at, reader),
    'customer.name': name,
    'customer.email': email,
    'customer.phone': phone,
    'agent.name': me.name,
    'agent.email': me.email,
    'service.name': service.name,
    'service.senderName': service.senderName,
    today: dayIn(at, reader),
  };
  const value = (variable: string): string | undefined =>
    Object.hasOwn(values, variable) ? values[variable as VariableName] : undefined;
  return { html: fillHtml(html, value), empty: namesIn(html).filter((variable) => value(variable) === '') };
};
