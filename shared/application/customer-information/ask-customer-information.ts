import type { Role } from '../../domain/desk/agent.ts';
import { collectVariables } from '../../domain/customer-information/collect-variables.ts';
import { keyContext, type SourceRefusal } from '../../domain/customer-information/information-source.ts';
import { readAnswer, type CustomerInformation } from '../../domain/customer-information/read-answer.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import type { CustomerInformationApi, FieldTexts } from '../ports/customers.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';
import type { Log } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { Vault } from '../ports/confidential.ts';

export type AskInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly sourceId: string;
  readonly agent: { readonly role: Role };
  readonly typed: Readonly<Record<string, string>>;
};
type Deps = {
  readonly sources: Pick<InformationSourceRepository, 'find'>;
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly fieldTexts: FieldTexts;
  readonly vault: Pick<Vault, 'open'>;
  readonly api: CustomerInformationApi;
  readonly log: Log;
};
type Refused = SourceRefusal | Extract<TicketRefusal, { code: 'ticket_not_found' }>;

/**
 * Asks a source about a ticket's customer. Writes nothing: only the agent gets the answer; the log records failures
 * only. A source is not called when the ticket has no value to ask by.
 */
export const askCustomerInformation =
  (deps: Deps) =>
  async ({ serviceId, number, sourceId, agent, typed }: AskInput): Promise<Result<CustomerInformation, Refused>> => {
    const [source, ticket] = await Promise.all([
      deps.sources.find(serviceId, sourceId),
      deps.tickets.find(serviceId, number),
    ]);
    if (!source?.active) return err({ code: 'source_not_found', sourceId });
    if (!ticket) return err({ code: 'ticket_not_found', number });
    const codes = [...new Set(source.request.flatMap(({ from }) => (from.kind === 'field' ? [from.code] : [])))];
    const fields =
      codes.length === 0
        ? new Map<string, string>()
        : await deps.fieldTexts.plainTexts({ serviceId, number }, agent.role, codes);
    const variables = collectVariables(source, { ticket, fields, typed });
    if (!variables.ok) return variables;
    if (variables.value.size === 0) return ok({ outcome: 'nothing', items: [] });
    const key =
      source.sealedKey === undefined ? {} : { key: await deps.vault.open(keyContext(source), source.sealedKey) };
    const information = readAnswer(
      source,
      await deps.api.ask({ baseUrl: source.baseUrl, variables: variables.value, ...key }),
    );
    if (information.because !== undefined)
      deps.log.warn('customer_information_unavailable', { serviceId, sourceId, because: information.because });
    return ok(information);
  };
