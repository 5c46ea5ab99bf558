import type { LateTime, TimePoint } from '../../domain/trigger/time-line.ts';
import type { TriggerTrace } from '../../domain/trigger/trigger-run.ts';
import type { Page, PageRequest } from './pages.ts';

/** How far the triggers of a ticket's service have followed its log. */
export type AutomationCursor = {
  readonly serviceId: string;
  readonly number: number;
  /** The facts that made the versions up to this one were evaluated, or nothing listened to them. */
  readonly version: number;
  /** Grows by one with each write. */
  readonly revision: number;
  /** Which triggers fired, by the chain; the newest chain last. */
  readonly chains: Readonly<Record<string, readonly string[]>>;
};

/** What evaluations leave behind, in one transaction with what they do to the ticket, where they do anything. */
export type AutomationStep = {
  /** As it was read; absent when there was none. */
  readonly before?: AutomationCursor;
  readonly after: AutomationCursor;
  /** Each is new: an evaluation whose trace is there already was done before. */
  readonly traces: readonly TriggerTrace[];
  /** From which time triggers will count. */
  readonly points?: readonly TimePoint[];
  /** Times of these points that nobody would look for any more. */
  readonly late?: readonly LateTime[];
};

/**
 * Why a step was not written. `automation_conflict`: another evaluation of the ticket was faster. `trigger_run_exists`:
 * this very evaluation was done before.
 */
export type AutomationRefusal =
  { readonly code: 'automation_conflict' } | { readonly code: 'trigger_run_exists'; readonly runId: string };

/** Days that a ticket's cursor is kept after its last write, and a trace. */
export const TRACE_DAYS = 90;

/** Evaluations of a ticket's triggers. What they do to the ticket is written by `TicketRepository.save`. */
export type AutomationRepository = {
  /** Consistent read. */
  find(serviceId: string, number: number): Promise<AutomationCursor | undefined>;
  /** Writes a step that does nothing to the ticket; undefined: it was written. */
  save(step: AutomationStep): Promise<AutomationRefusal | undefined>;
  /** The traces of a ticket. Consistent read. */
  listRuns(serviceId: string, number: number, page: PageRequest): Promise<Page<TriggerTrace>>;
  /** Removes the cursor and all traces of a deleted ticket; twice is as once. Gives how many rows. */
  removeAll(serviceId: string, number: number): Promise<number>;
};
