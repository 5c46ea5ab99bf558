import { join } from 'node:path';
import { MINA, tokenOf } from '../../test/simulators/dooray/organization.ts';
import { type DooraySimulator, startDooray } from '../../test/simulators/dooray/start-dooray.ts';
import { simulatorsCertificate } from './simulators.ts';

/** By which the demo's desk asks its organization of Dooray!: as little a secret as the demo's passwords. */
export const DOORAY_TOKEN = tokenOf(MINA);

/**
 * Starts the organization of Dooray! that the demo's desk hands tickets over to. Its tasks lie in the desk's data
 * folder and go with it.
 */
export const startDemoDooray = (port: number, dataDir: string): Promise<DooraySimulator> =>
  startDooray({ port, tls: simulatorsCertificate(), file: join(dataDir, 'dooray.json') });
