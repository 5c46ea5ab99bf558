import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { pushHint } from '../../shared/application/live/push-hint.ts';

const HINTS_AT_ONCE = 4;

/** Queue of events → a hint to every open console of their service, and to a call's owner that it is due. */
export const createHandler = (deps: Parameters<typeof pushHint>[0]) => {
  const push = pushHint(deps);
  return workOffQueue({ log: deps.log, atOnce: HINTS_AT_ONCE }, ({ body }) => push(parseBusEvent(body)));
};
