import { createContext, use } from 'react';
import type { ConsoleConfig } from '../config/console-config.ts';
import type { Session } from '../identity/session.ts';
import type { Call } from './call-operation.ts';

/** What the whole console works with; made once at the start. */
export type ConsoleTools = { readonly config: ConsoleConfig; readonly session: Session; readonly call: Call };

export const ConsoleContext = createContext<ConsoleTools | null>(null);

/** The console's tools. Throws outside of the provider. */
export const useConsole = (): ConsoleTools => {
  const tools = use(ConsoleContext);
  if (tools === null) throw new Error('useConsole outside of ConsoleContext');
  return tools;
};
