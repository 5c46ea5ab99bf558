import type { EntryView } from '../desk/api/ticket-queries.ts';

/** What is wrong with the mail of an answer: somebody has to look after it. Null for one that only waits its turn. */
export const mailTrouble = (mail: NonNullable<EntryView['mail']>): 'failed' | 'bounced' | 'late' | null => {
  if (mail.status === 'failed') return 'failed';
  if (mail.outcome === 'bounced') return 'bounced';
  return mail.late && mail.waitsFor === null ? 'late' : null;
};
