import { spansOf } from './spans-of.ts';

describe('a bank account', () => {
  it.each([
    ['국민은행', '123456-04-123456'],
    ['신한', '110-123-456789'],
    ['우리은행', '1002-123-456789'],
    ['하나', '123-910123-45607'],
    ['농협', '302-1234-5678-91'],
    ['기업은행', '123-456789-01-012'],
    ['카카오뱅크', '3333-01-1234567'],
    ['토스뱅크', '1000-1234-5678'],
    ['우체국', '012345-02-123456'],
    ['새마을금고', '9002-1234-5678-9'],
    ['수협', '2010-1234-5678'],
    ['부산은행', '112-1234-5678-90'],
    ['SC제일은행', '123-20-123456'],
    ['케이뱅크', '100-123-456789'],
    ['계좌번호:', '12345604123456'],
    ['신한', '110 123 456789'],
    ['account number', '12345678'],
    ['Shinhan Bank account', '110-123-456789'],
  ])('is found behind its word: %s %s', (label, number) => {
    expect(spansOf(`환불 부탁드려요\n${label} ${number} 홍길동`)).toEqual([`account:${number}`]);
  });

  it('is found before its word, and far behind it', () => {
    expect(spansOf('110-123-456789 (신한은행)')).toEqual(['account:110-123-456789']);
    expect(spansOf('환급받을 은행은 농협이고 제가 쓰는 번호는요 351-0123-4567-83')).toEqual([
      'account:351-0123-4567-83',
    ]);
  });

  it.each(['110-123-456789', '12345604123456', '110 123 456789'])('is nothing without a word: %s', (number) => {
    expect(spansOf(`확인 부탁 ${number}`)).toEqual([]);
  });

  it.each([
    'GB82 WEST 1234 5698 7654 32',
    'DE89370400440532013000',
    'NL91 ABNA 0417 1643 00',
    'FR14 2004 1010 0505 0001 3M02 606',
    'NO93 8601 1117 947',
  ])('by IBAN needs no word: %s', (iban) => {
    expect(spansOf(`to ${iban} please`)).toEqual([`account:${iban}`]);
    expect(spansOf(`to ${iban.toLowerCase()}.`)).toEqual([`account:${iban.toLowerCase()}`]);
  });

  it.each([
    ['an IBAN that fails mod 97', 'GB83 WEST 1234 5698 7654 32'],
    ['an IBAN of the wrong length', 'DE8937040044053201300'],
    ['an amount', '입금 1234567890원'],
    ['a moment', '입금 확인 20241122153000'],
    ['a date', '계좌이체 2024-11-22'],
    ['an order behind an account word', '환불 계좌 말고 주문번호 2024112212345'],
    ['a bank’s own number', 'account, routing number 021000021'],
    ['a common word that is also a bank', '하나 더 주문한 건 2024112212345'],
    ['a parcel', '우체국 등기번호 1234567890123'],
    ['an order paid by a bank', '주문번호 1101234567890 우리은행 결제'],
    ['a short number', '계좌 1234567'],
  ])('%s is none: %s', (_, text) => {
    expect(spansOf(text)).toEqual([]);
  });

  it('keeps its word to itself: the next number needs one of its own', () => {
    expect(spansOf('계좌 110-123-456789 그리고 2234567890123')).toEqual(['account:110-123-456789']);
  });

  it('comes with its sort code', () => {
    expect(spansOf('account number 12345678, sort code 12-34-56')).toEqual(['account:12345678', 'account:12-34-56']);
    expect(spansOf('on 12-34-56')).toEqual([]);
    expect(spansOf('account 12-34-56')).toEqual([]);
  });
});
