/** What an agent does on an open ticket; typing agents are listed first. */
export const PRESENCE_STATES = ['viewing', 'typing'] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

/**
 * Seconds without a heartbeat after which an agent no longer counts as present; consoles send one every
 * PRESENCE_BEAT_SECONDS.
 */
export const PRESENCE_SECONDS = 20;
export const PRESENCE_BEAT_SECONDS = 8;

/**
 * Maximum messages of one connection in a window of MESSAGES_WINDOW_SECONDS. A console sends a heartbeat every 8
 * seconds while a ticket is open, and messages when another ticket is opened and when typing begins or ends; however
 * fast tickets are opened, it keeps to 220 a minute.
 */
export const MESSAGES_LIMIT = 240;
export const MESSAGES_WINDOW_SECONDS = 60;

/**
 * Seconds between two records of when an agent was last seen: a little less than the four minutes after which a console
 * that has nothing to say pings, so that each ping is recorded. What is recorded is exact to five minutes.
 */
export const SEEN_EVERY_SECONDS = 230;
/** Days after which nobody is told any more when an agent was last seen. */
export const SEEN_DAYS = 365;
/**
 * Seconds without a message after which a console no longer counts as open, though nobody said that its connection
 * ended: API Gateway closes a silent one after ten minutes.
 */
export const CONSOLE_OPEN_SECONDS = 600;

/** When an agent was last seen at the desk, and whether a console of theirs is open. */
export type AgentActivity = { readonly agentId: string; readonly lastSeenAt: string; readonly isOpen: boolean };

/** An agent who has a ticket open, in one or more windows. */
export type PresentAgent = { readonly agentId: string; readonly state: PresenceState };

/** Each agent once, by id; an agent who types in any window counts as typing. */
export const eachAgentOnce = (windows: readonly PresentAgent[]): readonly PresentAgent[] => {
  const states = new Map<string, PresenceState>();
  for (const { agentId, state } of windows) if (states.get(agentId) !== 'typing') states.set(agentId, state);
  return [...states]
    .map(([agentId, state]) => ({ agentId, state }))
    .toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
};
