import type { Agent, AgentGroup } from '../desk/agent.ts';
import type { Category, WrittenError } from '../desk/category.ts';
import type { Field } from '../desk/field.ts';
import type { Trigger } from './trigger.ts';

/**
 * What the service has, with what it no longer uses: a trigger that names something else is not valid. Groups or agents
 * that are left out are not looked up.
 */
export type KnownToTriggers = {
  readonly definitions: readonly Field[];
  readonly categories: readonly Pick<Category, 'kind' | 'categoryId' | 'parentId' | 'active'>[];
  readonly groups?: readonly Pick<AgentGroup, 'groupId' | 'active'>[];
  readonly agents?: readonly Pick<Agent, 'agentId' | 'active' | 'groupIds'>[];
};

/**
 * Makes a pattern into a test of texts that takes linear time; undefined when it is no pattern. The domain knows no
 * package: `compilePattern` of shared/adapters/patterns is one.
 */
export type CompilePattern = (pattern: string) => ((text: string) => boolean) | undefined;

/** What is checked: what an administrator writes. */
export type WrittenTrigger = Pick<Trigger, 'name' | 'event' | 'mode' | 'conditions' | 'actions'>;

/** Every error of a trigger, as JSON pointers into it and reasons; none: it is valid. */
export const checkTrigger = (
  _trigger: WrittenTrigger,
  _known: KnownToTriggers,
  _compilePattern: CompilePattern,
): readonly WrittenError[] => {
  throw new Error('Follows with the next commits');
};
