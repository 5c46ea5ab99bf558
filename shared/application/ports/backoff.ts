/**
 * Waits before the next try: a little longer each time, and never as long as the others who lost the same race.
 * `attempt` counts from 1.
 */
export type Backoff = (attempt: number) => Promise<void>;
