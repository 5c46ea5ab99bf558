import type { Assets } from '../assets.ts';
import type { StageConfig } from '../config.ts';
import type { Alarms } from './alarms.ts';
import type { StageDeadLetters } from './dead-letters.ts';

/** What all parts of a stage's desk share. */
export type Surroundings = {
  readonly config: StageConfig;
  readonly assets: Assets;
  readonly alarms: Alarms;
  readonly deadLetters: StageDeadLetters;
};
