import {
  changedNames,
  deskFactTypeOf,
  type DeskAction,
  type DeskFact,
  type DeskSubject,
} from '../../domain/desk/desk-facts.ts';
import type { ClockAndIds } from '../ports/platform.ts';

/** Who changes a service, by which request. */
export type Administering = { readonly serviceId: string; readonly agentId: string; readonly correlationId: string };

type Subject = { readonly kind: DeskSubject; readonly id: string };

/** The fact of one administrative change, made now. */
export const newDeskFact = (
  clock: ClockAndIds,
  { serviceId, agentId, correlationId }: Administering,
  subject: Subject,
  action: DeskAction,
  changed: readonly string[],
): DeskFact => ({
  of: 'desk',
  id: clock.newId('evt'),
  type: deskFactTypeOf(subject.kind),
  serviceId,
  at: clock.now().toISOString(),
  actor: { kind: 'agent', id: agentId },
  action,
  subject,
  changed,
  correlationId,
});

/** The same, told from both states: `before` undefined is a creation. */
export const deskFactOfChange = (
  clock: ClockAndIds,
  by: Administering,
  subject: Subject,
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>>,
): DeskFact =>
  newDeskFact(clock, by, subject, before === undefined ? 'created' : 'changed', changedNames(before, after));
