import type { CallView } from '../desk/reserved-calls.ts';

/** Open calls, the earliest first, then those that are over, the latest end first. */
export const inCallOrder = (calls: readonly CallView[]): readonly CallView[] => [
  ...calls.filter(({ status }) => status === 'open').toSorted((a, b) => a.at.localeCompare(b.at)),
  ...calls
    .filter(({ status }) => status !== 'open')
    .toSorted((a, b) => (b.endedAt ?? b.createdAt).localeCompare(a.endedAt ?? a.createdAt)),
];
