import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { importSetup } from '../../shared/application/desk-setup/import-setup.ts';
import { type OpenSetup, parseSetup } from '../operate/setup-file.ts';

/** Set-ups of the demo's services: fields, templates, layouts and restricted words; of the issue service, fields. */
const SETUPS = {
  care: join(import.meta.dirname, 'setup.json'),
  engineering: join(import.meta.dirname, 'setup-issues.json'),
} as const;

/** Applies the set-up of one of the demo's services, as the agent `agentId`. A second call changes nothing. */
export const bringSetup = async (
  setup: OpenSetup,
  agentId: string,
  serviceId: keyof typeof SETUPS = 'care',
): Promise<{ readonly applied: number }> => {
  const path = SETUPS[serviceId];
  const clock = systemClockAndIds();
  const result = await importSetup({ ...setup, clock, richText: sanitizedRichText, backoff: jitteredBackoff })({
    serviceId,
    agentId,
    correlationId: clock.newId('cor'),
    document: parseSetup(path, readFileSync(path, 'utf8')),
    dryRun: false,
    prune: false,
    atMost: Number.POSITIVE_INFINITY,
  });
  if (!result.ok) throw new Error(`The demo's set-up was refused: ${JSON.stringify(result.error)}`);
  return { applied: result.value.applied };
};
