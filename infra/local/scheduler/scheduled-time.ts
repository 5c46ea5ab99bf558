import { scheduleExpression } from '../events/schedule-expression.ts';
import type { ScheduleDefinition } from './schedule-store.ts';

/**
 * When a one-time schedule fires, in epoch milliseconds; undefined for any other expression, or a time or zone that
 * can't be read.
 */
export const scheduledTime = ({
  ScheduleExpression: expression,
  ScheduleExpressionTimezone: zone,
}: Pick<ScheduleDefinition, 'ScheduleExpression' | 'ScheduleExpressionTimezone'>): number | undefined => {
  if (!/^at\(.+\)$/.test(expression)) return undefined;
  try {
    return scheduleExpression(expression, zone)(0);
  } catch {
    return undefined;
  }
};
