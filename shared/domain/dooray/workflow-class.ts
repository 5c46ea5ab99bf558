/** What a workflow of a Dooray! project means. Its name is the project's own, so we go by its class. */
export const WORKFLOW_CLASSES = ['backlog', 'registered', 'working', 'closed'] as const;
export type WorkflowClass = (typeof WORKFLOW_CLASSES)[number];

export const isWorkflowClass = (value: unknown): value is WorkflowClass =>
  (WORKFLOW_CLASSES as readonly unknown[]).includes(value);
