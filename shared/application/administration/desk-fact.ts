import {
  changedNames,
  deskFactTypeOf,
  type DeskAction,
  type DeskFact,
  type DeskSubject,
} from '../../domain/desk/desk-facts.ts';
import type { ClockAndIds } from '../ports/platform.ts';

/** The administrator who changes a service, and the request. */
export type Administering = { readonly serviceId: string; readonly agentId: string; readonly correlationId: string };
/** Also an operator, who is no agent: the system. */
export type Acting = Omit<Administering, 'agentId'> & { readonly agentId?: string };

type Subject = { readonly kind: DeskSubject; readonly id: string };

/** The audit fact of one administrative change. */
export const newDeskFact = (
  clock: ClockAndIds,
  { serviceId, agentId, correlationId }: Acting,
  subject: Subject,
  action: DeskAction,
  changed: readonly string[],
): DeskFact => ({
  of: 'desk',
  id: clock.newId('evt'),
  type: deskFactTypeOf(subject.kind),
  serviceId,
  at: clock.now().toISOString(),
  actor: agentId === undefined ? { kind: 'system' } : { kind: 'agent', id: agentId },
  action,
  subject,
  changed,
  correlationId,
});

/** The audit fact of a change, from both states; `before` is undefined for a creation. */
export const deskFactOfChange = (
  clock: ClockAndIds,
  by: Administering,
  subject: Subject,
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>>,
): DeskFact =>
  newDeskFact(clock, by, subject, before === undefined ? 'created' : 'changed', changedNames(before, after));
