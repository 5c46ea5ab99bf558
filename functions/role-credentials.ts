import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Takes the place of the SDK's chain of credentials in every bundle (infra/build.ts): Lambda gives a function the
 * credentials of its role in the environment, so the other sources (profiles, SSO, instance metadata), which make up a
 * fifth of a bundle, would never be asked.
 */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
