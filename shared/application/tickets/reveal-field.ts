import type { Agent } from '../../domain/desk/agent.ts';
import { maySeeField } from '../../domain/desk/field-visibility.ts';
import type { FieldRefusal, FieldType } from '../../domain/desk/field.ts';
import { type GivenValue, isSealed } from '../../domain/desk/field-value.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { MaskRefusal } from '../../domain/masking/mask-entry.ts';
import { mayUnmask } from '../../domain/desk/permissions.ts';
import { viewedFact } from '../../domain/ticket/facts.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { Vault, ViewingLog } from '../ports/confidential.ts';
import type { TicketNotFound } from './get-ticket.ts';
import { decisionContext } from './change-ticket.ts';
import { vaultContextOf } from './write-fields.ts';

export type RevealFieldDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'findFields'>;
  readonly definitions: Pick<FieldRepository, 'find'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly viewings: ViewingLog;
  readonly clock: ClockAndIds;
};
export type RevealFieldInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly code: string;
  readonly agent: Agent;
  readonly correlationId: string;
};
export type RevealedField = { readonly code: string; readonly type: FieldType; readonly value: GivenValue };
export type RevealRefusal =
  | TicketNotFound
  | Extract<FieldRefusal, { code: 'field_not_found' }>
  | Extract<MaskRefusal, { code: 'unmask_not_allowed' }>;

/** Shows the value of an encrypted field to those who may see it. Who looked is written to the log first. */
export const revealField =
  ({ tickets, definitions, vault, viewings, clock }: RevealFieldDeps) =>
  async ({
    serviceId,
    number,
    code,
    agent,
    correlationId,
  }: RevealFieldInput): Promise<Result<RevealedField, RevealRefusal>> => {
    const ticket = await tickets.find(serviceId, number);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    const [field, values] = await Promise.all([
      definitions.find(serviceId, code),
      tickets.findFields(serviceId, number),
    ]);
    const stored = Object.hasOwn(values, code) ? values[code] : undefined;
    if (field === undefined || stored === undefined || !isSealed(stored) || !maySeeField(agent.role, field))
      return err({ code: 'field_not_found', field: code });
    if (!mayUnmask(agent)) return err({ code: 'unmask_not_allowed' });
    const value = JSON.parse(
      await vault.open(vaultContextOf({ serviceId, number }, code), stored.sealed),
    ) as GivenValue;
    const recorded = await viewings.record(
      viewedFact('field_viewed', ticket, agent.agentId, decisionContext(clock, correlationId), { fieldCode: code }),
    );
    return recorded ? ok({ code, type: stored.type, value }) : err({ code: 'ticket_not_found', number });
  };
