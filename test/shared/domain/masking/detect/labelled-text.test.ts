import { isOfThing, labelText } from '../../../../../shared/domain/masking/detect/labelled-text.ts';

const at = (text: string) => ({ reading: labelText(text), start: text.indexOf('#') });

describe('a word beside a number', () => {
  it.each([
    ['계좌번호는: #', 'account', true],
    ['계좌로 꼭 오늘 부탁드릴게요 #', 'account', false],
    ['call me at #', 'phone', true],
    ['주문 번호 #', 'other', true],
    ['연락처 및 주문번호 #', 'other', true],
  ])('%s means %s', (text, meaning, tight) => {
    const { reading, start } = at(text);
    expect(reading.before(start)).toEqual({ meaning, tight });
    expect(isOfThing(reading, start)).toBe(meaning === 'other');
  });

  it('reaches 40 characters, and not beyond another number', () => {
    expect(labelText(`계좌${' '.repeat(40)}`).before(42)).toBeDefined();
    expect(labelText(`계좌${' '.repeat(41)}`).before(43)).toBeUndefined();
    const { reading, start } = at('계좌 12345 #');
    expect(reading.before(start)).toBeUndefined();
  });

  it('counts behind the number when only brackets and spaces stand between', () => {
    expect(labelText('12 (신한은행)').after(2)).toBe('account');
    expect(labelText('12 그리고 신한은행').after(2)).toBeUndefined();
  });

  it('is not part of a longer word', () => {
    expect(labelText('border ').before(7)).toBeUndefined();
    expect(labelText('hotel ').before(6)).toBeUndefined();
  });

  it('crosses out web addresses, character by character', () => {
    expect(labelText('a https://x.example/1입니다').numbers).toBe('a xxxxxxxxxxxxxxxxxxx입니다');
  });
});
