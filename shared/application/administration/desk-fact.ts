import { auditedMembers } from '../../domain/desk/audited-members.ts';
import {
  changedNames,
  deskFactTypeOf,
  type DeskFact,
  type DeskSubject,
  type SubjectName,
} from '../../domain/desk/desk-facts.ts';
import type { FactActor } from '../../domain/ticket/facts.ts';
import type { ClockAndIds } from '../ports/platform.ts';

/** The administrator who changes a service, and the request. */
export type Administering = { readonly serviceId: string; readonly agentId: string; readonly correlationId: string };
/** Also an operator, who is no agent: the system. `actor` is named in the log in place of the agent. */
export type Acting = Omit<Administering, 'agentId'> & { readonly agentId?: string; readonly actor?: FactActor };

type State = Readonly<Record<string, unknown>>;

const nameOf = ({ name, names, title }: State): SubjectName | undefined =>
  (name ?? names ?? title) as SubjectName | undefined;

/**
 * The audit fact of a change, from both states. `before` is undefined for a creation, `after` for a removal: its event
 * names no members, and the log tells those that it had.
 */
export const deskFactOfChange = (
  clock: ClockAndIds,
  { serviceId, agentId, correlationId, actor }: Acting,
  subject: { readonly kind: DeskSubject; readonly id: string },
  before: State | undefined,
  after: State | undefined,
): DeskFact => {
  const names = changedNames(before, after ?? {});
  const subjectName = nameOf(after ?? before ?? {});
  return {
    of: 'desk',
    id: clock.newId('evt'),
    type: deskFactTypeOf(subject.kind),
    serviceId,
    at: clock.now().toISOString(),
    actor: actor ?? (agentId === undefined ? { kind: 'system' } : { kind: 'agent', id: agentId }),
    action: after === undefined ? 'removed' : before === undefined ? 'created' : 'changed',
    subject,
    changed: after === undefined ? [] : names,
    ...(subjectName === undefined ? {} : { subjectName }),
    members: auditedMembers(subject.kind, names, before, after),
    correlationId,
  };
};
