import { findQuoteStart } from '../../../../shared/domain/ticket/find-quote.ts';

/** Seconds of processor time for 100,000 lines; where each line looks through all others it is minutes. */
const LIMIT = 5;

it.each([
  ['quoted lines with own words under them', ['Hello', ...Array.from({ length: 100_000 }, () => '> x'), 'own']],
  [
    'attributions with own words under each',
    ['Hello', ...Array.from({ length: 50_000 }, () => ['On Mon, Jan 1, 2024 at 9:00 A wrote:', '> x', 'own']).flat()],
  ],
  ['separators of dashes', ['Hello', ...Array.from({ length: 100_000 }, () => '-----')]],
  ['blank lines', Array.from({ length: 200_000 }, () => ' ')],
  [
    'a header field on each line',
    ['Hello', ...Array.from({ length: 100_000 }, (_, i) => (i % 5 === 0 ? 'From: a' : 'x'))],
  ],
  ['one line of spaces behind a mark', ['Hello', `--- original message ${' '.repeat(400_000)}x`]],
  ['one line of marks', ['Hello', '>'.repeat(1_000_000), '-'.repeat(1_000_000), '‹'.repeat(1_000_000)]],
])(
  'finds the quote in time that is proportional to the mail: %s',
  (_name, lines) => {
    const before = process.cpuUsage();
    findQuoteStart(lines);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(LIMIT);
  },
  60_000,
);
