import type { Role } from '../../domain/desk/agent.ts';
import type { SourceRefusal } from '../../domain/customer-information/information-source.ts';
import { readAnswer, type CustomerInformation } from '../../domain/customer-information/read-answer.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';
import type { Log } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { Vault } from '../ports/confidential.ts';
import { callSource, type CallSourceDeps, openSavedKey } from './call-source.ts';

export type AskInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly sourceId: string;
  readonly agent: { readonly role: Role };
  readonly typed: Readonly<Record<string, string>>;
};
type Deps = CallSourceDeps & {
  readonly sources: Pick<InformationSourceRepository, 'find'>;
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly log: Log;
};
type Refused = SourceRefusal | Extract<TicketRefusal, { code: 'ticket_not_found' }>;

/**
 * Asks a source about a ticket's customer. Writes nothing: only the agent gets the answer; the log records failures
 * only. A source is not called when the ticket has no value to ask by.
 */
export const askCustomerInformation = (deps: Deps) => {
  const call = callSource(deps);
  return async ({
    serviceId,
    number,
    sourceId,
    agent,
    typed,
  }: AskInput): Promise<Result<CustomerInformation, Refused>> => {
    const [source, ticket] = await Promise.all([
      deps.sources.find(serviceId, sourceId),
      deps.tickets.find(serviceId, number),
    ]);
    if (!source?.active) return err({ code: 'source_not_found', sourceId });
    if (!ticket) return err({ code: 'ticket_not_found', number });
    const called = await call({
      serviceId,
      source,
      ticket,
      role: agent.role,
      typed,
      openKey: () => openSavedKey(deps.vault, source),
    });
    if (!called.ok) return called;
    if (called.value.reply === undefined) return ok({ outcome: 'nothing', items: [] });
    const information = readAnswer(source, called.value.reply);
    if (information.because !== undefined)
      deps.log.warn('customer_information_unavailable', { serviceId, sourceId, because: information.because });
    return ok(information);
  };
};
