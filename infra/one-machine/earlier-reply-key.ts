import { holdsKey, type State } from '../local/host-assembly.ts';
import { withDefaultSettings } from './default-settings.ts';

/** The key by which releases before ADR 56 signed reply addresses, as the template of the local stage names it. */
const EARLIER_KEY = { stack: 'handover-local-data', logicalId: 'KeysReply7250B9EE' };

/** The settings of a desk on a data folder, in JSON: one that an earlier release wrote keeps that release's key. */
export const settingsOn = (state: State, config: string): string =>
  holdsKey(state, EARLIER_KEY) ? withDefaultSettings(config, { keepEarlierReplyKey: true }) : config;
