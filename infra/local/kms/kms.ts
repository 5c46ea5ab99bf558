import { type Authorize, type AwsService, type Deployment } from '../kernel.ts';
import { type State } from '../state/open-state.ts';

export type KmsOptions = { readonly deployment: Deployment; readonly state: State; readonly authorize: Authorize };

/** The template's keys: their material is made once and kept in the state. */
export const kms = (_options: KmsOptions): AwsService => {
  throw new Error('coming');
};
