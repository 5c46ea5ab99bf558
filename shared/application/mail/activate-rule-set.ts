import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { ActiveRuleSet } from '../ports/mails.ts';

/** Somebody else's rule set is active: activating ours would stop their mail. */
export type ForeignRuleSet = { readonly code: 'foreign_rule_set'; readonly active: string };

/**
 * Makes a stage's rule set the active one, in the place of none or of the one that the stage had before. One that is
 * not the stage's stays active.
 */
export const activateRuleSet =
  ({ active }: { readonly active: ActiveRuleSet }) =>
  async (ruleSet: string, before?: string): Promise<Result<void, ForeignRuleSet>> => {
    const found = await active.find();
    if (found !== undefined && found !== ruleSet && found !== before)
      return err({ code: 'foreign_rule_set', active: found });
    if (found !== ruleSet) await active.activate(ruleSet);
    return ok(undefined);
  };

/** Ends a stage's receiving: clears the active rule set if it is the stage's. */
export const deactivateRuleSet =
  ({ active }: { readonly active: ActiveRuleSet }) =>
  async (ruleSet: string): Promise<void> => {
    if ((await active.find()) === ruleSet) await active.clear();
  };
