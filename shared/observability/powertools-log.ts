import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../application/ports/log.ts';

/** The log as JSON lines for CloudWatch; service and level come from POWERTOOLS_SERVICE_NAME and LOG_LEVEL. */
export const powertoolsLog = (logger: Pick<Logger, 'info' | 'warn' | 'error'> = new Logger()): Log => ({
  info: (message, members = {}) => { logger.info(message, { ...members }); },
  warn: (message, members = {}) => { logger.warn(message, { ...members }); },
  error: (message, members = {}) => { logger.error(message, { ...members }); },
});
