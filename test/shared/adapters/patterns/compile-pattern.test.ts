import { compilePattern } from '../../../../shared/adapters/patterns/compile-pattern.ts';

test.each([
  ['refund', 'A REFUND please', true],
  ['^refund$', 'refund', true],
  ['^refund$', 'a refund', false],
  ['환불|취소', '주문을 취소합니다', true],
  ['заказ', 'ЗАКАЗ', true],
  ['^.$', '😀', true],
  ['\\bvip\\b', 'the VIP customer', true],
  ['(?m)^order$', 'x\norder\ny', true],
  ['e\u0301', 'caf\u00e9', true],
])('the pattern %s, in %j: %s', (pattern, text, found) => {
  expect(compilePattern(pattern)!(text.normalize('NFC'))).toBe(found);
});

test.each(['(', '[a', 'a**', '(?=x)', '(?<!x)y', '(x)\\1', 'a{1001}', '((a{100}){100}){100}'])(
  '%s is no pattern',
  (pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  },
);

test.each(['(a+)+$', '(a|a)*b', '(.*.*.*)*x', '(x+x+)+y', '([a-z]+)*\\d'])(
  'given a text that keeps other engines busy for ages, then %s takes its time alone',
  (pattern) => {
    const isFound = compilePattern(pattern)!;
    const took = (length: number): number => {
      const begun = process.cpuUsage();
      isFound(`${'a'.repeat(length)}!`);
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1000;
    };
    took(20_000);
    expect(took(20_000)).toBeLessThan(1000);
  },
);
