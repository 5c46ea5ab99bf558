import { spansOf } from './spans-of.ts';

describe('a card number', () => {
  it.each([
    ['Visa', '4111 1111 1111 1111'],
    ['Visa', '4111-1111-1111-1111'],
    ['Visa', '4111111111111111'],
    ['Visa', '4111 - 1111 - 1111 - 1111'],
    ['Mastercard', '5555 5555 5555 4444'],
    ['Mastercard of the second range', '2223 0031 2200 3222'],
    ['American Express', '3782 822463 10005'],
    ['American Express', '378282246310005'],
    ['Diners', '3056 930902 5904'],
    ['JCB', '3530 1113 3330 0000'],
    ['Discover', '6011 1111 1111 1117'],
    ['UnionPay', '6200 1234 5678 9002'],
    ['UnionPay of 19 digits', '6200 1234 5678 9012 347'],
    ['a Korean domestic one', '9436-1200-1122-3345'],
  ])('%s: %s', (_, number) => {
    expect(spansOf(`결제했어요 ${number} 입니다`)).toEqual([`card:${number}`]);
  });

  it('stands free of its expiry, its code and the number before it', () => {
    expect(spansOf('2024 4111 1111 1111 1111 12/27 123')).toEqual(['card:4111 1111 1111 1111']);
  });

  it.each([
    ['a wrong check digit', '카드 4111 1111 1111 1112'],
    ['no issuer', '7000 0000 0000 0005'],
    ['a length that the issuer hasn’t', '411111111111112'],
    ['a transaction', '거래번호 4532015112830366'],
    ['a transaction', 'Transaction ID: 4532015112830366'],
    ['a domestic one without its word', '9436120011223345'],
    ['fourteen bare digits', '30569309025904'],
    ['part of a longer number', '14111111111111111'],
    ['part of a code', 'x-4111111111111111'],
    ['masked already', '4111-****-****-1111'],
  ])('%s makes none: %s', (_, text) => {
    expect(spansOf(text).filter((span) => span.startsWith('card'))).toEqual([]);
  });

  it('needs a word when it is bare and might as well be something else', () => {
    expect(spansOf('카드번호 9436120011223345')).toEqual(['card:9436120011223345']);
    expect(spansOf('diners card 30569309025904')).toEqual(['card:30569309025904']);
  });
});
