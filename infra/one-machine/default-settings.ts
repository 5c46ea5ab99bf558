/** Settings in JSON with these where they say nothing. */
export const withDefaultSettings = (config: string, defaults: Readonly<Record<string, unknown>>): string => {
  let given: unknown;
  try {
    given = JSON.parse(config);
  } catch {
    return config; // Whoever reads the settings says what is wrong with them.
  }
  return typeof given === 'object' && given !== null && !Array.isArray(given)
    ? JSON.stringify({ ...defaults, ...given })
    : config;
};
