import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { importSetup } from '../../shared/application/desk-setup/import-setup.ts';
import { type OpenSetup, parseSetup } from '../operate/setup-file.ts';

/** Fields, templates, layouts and restricted words of the demo's service. */
export const demoSetup = join(import.meta.dirname, 'setup.json');

/** Applies the set-up of the demo's service, as the agent `agentId`. A second call changes nothing. */
export const bringSetup = async (setup: OpenSetup, agentId: string): Promise<{ readonly applied: number }> => {
  const clock = systemClockAndIds();
  const result = await importSetup({ ...setup, clock, richText: sanitizedRichText, backoff: jitteredBackoff })({
    serviceId: 'care',
    agentId,
    correlationId: clock.newId('cor'),
    document: parseSetup(demoSetup, readFileSync(demoSetup, 'utf8')),
    dryRun: false,
    prune: false,
    atMost: Number.POSITIVE_INFINITY,
  });
  if (!result.ok) throw new Error(`The demo's set-up was refused: ${JSON.stringify(result.error)}`);
  return { applied: result.value.applied };
};
