/** What somebody does who has a ticket open; who types is told before who reads. */
export const PRESENCE_STATES = ['viewing', 'typing'] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

/**
 * How long somebody counts as present without a sign of life, in seconds; consoles give one every
 * PRESENCE_BEAT_SECONDS.
 */
export const PRESENCE_SECONDS = 20;
export const PRESENCE_BEAT_SECONDS = 8;

/**
 * Messages that one connection may send within a window of so many seconds. An honest console sends a ping a minute, a
 * sign of life every 8 seconds, and one for each ticket that is opened and each time that typing begins or ends:
 * leafing through a list at four tickets a second stays within.
 */
export const MESSAGES_LIMIT = 240;
export const MESSAGES_WINDOW_SECONDS = 60;

/** An agent who has a ticket open, in one window or several. */
export type PresentAgent = { readonly agentId: string; readonly state: PresenceState };

/** Each agent once, by id: somebody who types in one of several windows is typing. */
export const eachAgentOnce = (windows: readonly PresentAgent[]): readonly PresentAgent[] => {
  const states = new Map<string, PresenceState>();
  for (const { agentId, state } of windows) if (states.get(agentId) !== 'typing') states.set(agentId, state);
  return [...states]
    .map(([agentId, state]) => ({ agentId, state }))
    .toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
};
