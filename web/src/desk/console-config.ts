import * as z from 'zod';

/** The configuration that a deployment gives its console in `/config.json`. */
export const consoleConfigSchema = z.object({
  /** Origin of the HTTP API without a trailing slash; empty for the console's own origin. */
  apiUrl: z.string(),
  liveUrl: z.string(),
  identity: z.object({
    authority: z.string(),
    clientId: z.string(),
    /** Origin of the sign-in pages (Cognito's managed login). */
    domain: z.string().optional(),
    /** The address that sign-in comes back to; by default `/signed-in` of the console's own origin. */
    redirectUrl: z.string().optional(),
    /** The whole address to sign out at; by default `{domain}/logout?…`. */
    logoutUrl: z.string().optional(),
  }),
  /** Languages that the console offers, the default first. */
  languages: z.array(z.string()).default(['ko', 'en']),
});
export type ConsoleConfig = z.infer<typeof consoleConfigSchema>;

/** Reads `/config.json`. Throws when it is missing or does not fit the schema. */
export const loadConsoleConfig = async (): Promise<ConsoleConfig> => {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return consoleConfigSchema.parse(await response.json());
};
