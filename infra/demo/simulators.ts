import { join } from 'node:path';
import { keptCertificate, type SelfSigned } from '../../test/simulators/self-signed-certificate.ts';
import { withDefaultSettings } from '../one-machine/default-settings.ts';

/** What all of the demo's other sides show; kept, so that the settings, which name it, stay the same. */
export const simulatorsCertificate = (): SelfSigned =>
  keptCertificate(join(import.meta.dirname, '..', '..', '.build', 'simulators-certificate.json'));

/**
 * The settings of a desk that may ask the demo's shop and its organization of Dooray!, at their ports and at no others
 * of this machine, as JSON; hosts that they allow already stay the only ones.
 */
export const settingsWithSimulators = (
  config: string,
  { shop, dooray }: { readonly shop: number; readonly dooray: number },
): string =>
  withDefaultSettings(config, {
    customerInformation: {
      allowedHosts: [shop, dooray].map((port) => `localhost:${String(port)}`),
      authority: simulatorsCertificate().certificate,
    },
  });
