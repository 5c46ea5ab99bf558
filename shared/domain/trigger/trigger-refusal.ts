import type { WrittenError } from '../desk/category.ts';

/** Why a change of a trigger is refused. Every code has a row in http/problems.ts. */
export type TriggerRefusal =
  | { readonly code: 'trigger_not_found'; readonly triggerId: string }
  | { readonly code: 'trigger_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'trigger_id_taken'; readonly triggerId: string }
  /** The trigger that another one was to stand before is gone. */
  | { readonly code: 'trigger_place_gone'; readonly triggerId: string }
  | { readonly code: 'too_many_triggers'; readonly limit: number }
  /** `pointer` into the request's body. */
  | { readonly code: 'trigger_not_valid'; readonly errors: readonly WrittenError[] };
