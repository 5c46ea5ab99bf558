import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Log } from '../application/ports/platform.ts';

type Counter = Pick<Metrics, 'addMetric' | 'publishStoredMetrics'>;

/**
 * JSON lines for CloudWatch; service and level come from POWERTOOLS_SERVICE_NAME and LOG_LEVEL. An error is also
 * counted as a metric under its message: a fault that HTTP answers with 500 is no error to Lambda and would raise no
 * alarm.
 */
export const powertoolsLog = (
  logger: Pick<Logger, 'info' | 'warn' | 'error'> = new Logger(),
  metrics: Counter = new Metrics({ namespace: 'Handover' }),
): Log => ({
  info: (message, members = {}) => {
    logger.info(message, { ...members });
  },
  warn: (message, members = {}) => {
    logger.warn(message, { ...members });
  },
  error: (message, members = {}) => {
    logger.error(message, { ...members });
    metrics.addMetric(message, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  },
});
