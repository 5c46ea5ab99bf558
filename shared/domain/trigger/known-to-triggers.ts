import type { Agent, AgentGroup } from '../desk/agent.ts';
import type { Category } from '../desk/category.ts';
import type { Field } from '../desk/field.ts';

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
