import * as z from 'zod';
import { restrictedMatchDto } from '../../../shared/contracts/http/restricted-words.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import type { WrittenWord } from './marked-text.ts';

/** The restricted words for which the API refused a text; none for any other error. */
export const restrictedIn = (error: unknown): readonly WrittenWord[] => {
  if (!(error instanceof ProblemError) || error.code !== 'restricted_words') return [];
  const matches = z.array(restrictedMatchDto()).safeParse(error.problem['matches']);
  return matches.success ? matches.data.filter(({ where }) => where === 'text') : [];
};
