import type { Log, LogMessage } from '../../shared/application/ports/platform.ts';

export type Logged = {
  readonly level: keyof Log;
  readonly message: LogMessage;
  readonly members: Readonly<Record<string, unknown>>;
};

/** A log that keeps its lines, so that a test can read what was logged. */
export const memoryLog = (): Log & { readonly lines: Logged[] } => {
  const lines: Logged[] = [];
  const at =
    (level: keyof Log): Log[keyof Log] =>
    (message, members = {}) => {
      lines.push({ level, message, members });
    };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
};
