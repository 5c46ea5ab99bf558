import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { systemClockAndIds } from '../../shared/adapters/clock/system-clock-and-ids.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoNoticeRepository } from '../../shared/adapters/dynamodb/notice-repository.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/rich-text.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient } from './aws-clients.ts';

const env = z.object({ DESK_TABLE: z.string().min(1) });

/** Composition root of what administrators do. */
export const container = () => {
  const { DESK_TABLE: deskTable } = env.parse(process.env);
  const client = documentClient();
  const clock = systemClockAndIds();
  return {
    clock, now: clock.now, log: powertoolsLog(), backoff: jitteredBackoff, richText: sanitizedRichText,
    directory: dynamoDeskDirectory({ client, deskTable }),
    notices: dynamoNoticeRepository({ client, deskTable }),
  };
};
