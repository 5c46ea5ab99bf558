import { findQuoteStart } from '../../shared/domain/ticket/find-quote.ts';
import { printFigure, readCorpus } from './read-corpus.ts';

type Reply = { readonly name: string; readonly email: string; readonly trimmed: string };

/** So many of the replies show exactly what is new; the others show a little more. */
const EXACT_AT_LEAST = 21;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const own = (email: string): string => {
  const lines = email.split('\n');
  return oneLine(lines.slice(0, findQuoteStart(lines) ?? lines.length).join('\n'));
};

describe('given replies that real clients wrote', () => {
  const replies = readCorpus<readonly Reply[]>('reply-quoting.json');

  test.each(replies.map((reply) => [reply.name, reply] as const))(
    'when %s is folded, then nothing that the customer newly wrote is hidden',
    (_, { email, trimmed }) => {
      expect(own(email).length).toBeGreaterThanOrEqual(oneLine(trimmed).length);
    },
  );

  test('when all are folded, then most show exactly what is new', () => {
    const exact = replies.filter(({ email, trimmed }) => own(email) === oneLine(trimmed)).length;
    const whole = replies.filter(({ email, trimmed }) => own(email).length >= oneLine(trimmed).length).length;
    printFigure(
      `reply quoting: ${exact} of ${replies.length} show exactly what is new, ${whole} of ${replies.length} hide nothing of it`,
    );
    expect(exact).toBeGreaterThanOrEqual(EXACT_AT_LEAST);
  });
});
