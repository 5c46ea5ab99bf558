const DEAD_LETTERS = 'DeadLetters';

const pascal = (name: string) =>
  name
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** Who loses something by what was not done: dead letters lie apart by it. */
export const LOSERS = ['customers', 'agents'] as const;
export type Losers = (typeof LOSERS)[number];
/** The output with the URL of a queue of dead letters (`DeadLettersCustomers`). */
export const deadLettersOutput = (of: Losers): string => `${DEAD_LETTERS}${pascal(of)}`;

/**
 * How the outputs begin that say what brings a function its work, so that the operator's commands find it: the URL of
 * its queue and the ARN of the topic before it, the function's own ARN where there is no queue, and for one that
 * follows a stream its ARN and the bucket of failed records. The function's name follows (`WorkQueueSendMail`).
 */
export const WORK_OUTPUTS = {
  queueUrl: 'WorkQueue',
  topicArn: 'WorkTopic',
  functionArn: 'AsyncWork',
  consumerArn: 'StreamConsumer',
  failedRecords: 'FailedRecords',
} as const;
export type WorkOutput = keyof typeof WORK_OUTPUTS;

/** The output of this kind of the function in a folder. */
export const workOutput = (kind: WorkOutput, functionName: string): string =>
  `${WORK_OUTPUTS[kind]}${pascal(functionName)}`;
/** The folder's name of the function that an output of this kind is of. */
export const functionOfOutput = (kind: WorkOutput, output: string): string =>
  output
    .slice(WORK_OUTPUTS[kind].length)
    .replaceAll(/(?<=.)[A-Z]/g, '-$&')
    .toLowerCase();

/** The receipt rule set that the stage's rule is in. */
export const RULE_SET_OUTPUT = 'ReceiptRuleSetName';

/** How the data stack's export of the key begins by which releases before ADR 56 signed reply addresses. */
export const EARLIER_REPLY_KEY_EXPORT = 'ExportsOutputRefKeysReply';
