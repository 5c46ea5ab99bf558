/**
 * Lets a queue's message rest: it comes again after so many seconds (12 hours at most), unless it is deleted before.
 */
export type QueueVisibility = { postpone(receiptHandle: string, seconds: number): Promise<void> };
