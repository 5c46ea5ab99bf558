/**
 * How the stacks' outputs name the queues of a function, so that the operator's commands find them
 * (`DeadLettersSendMail`, `WorkQueueSendMail`), and of one that follows a stream the bucket of its failed records and
 * its ARN (`FailedRecordsPublishEvents`, `StreamConsumerPublishEvents`).
 */
export const DEAD_LETTERS = 'DeadLetters';
export const WORK_QUEUE = 'WorkQueue';
export const FAILED_RECORDS = 'FailedRecords';
export const STREAM_CONSUMER = 'StreamConsumer';

const pascal = (functionName: string) =>
  functionName
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
export const deadLettersOutput = (functionName: string): string => `${DEAD_LETTERS}${pascal(functionName)}`;
export const failedRecordsOutput = (functionName: string): string => `${FAILED_RECORDS}${pascal(functionName)}`;
export const streamConsumerOutput = (functionName: string): string => `${STREAM_CONSUMER}${pascal(functionName)}`;
export const workQueueOutput = (functionName: string): string => `${WORK_QUEUE}${pascal(functionName)}`;

/** The receipt rule set that the stage's rule is in. */
export const RULE_SET_OUTPUT = 'ReceiptRuleSetName';
