import { guessLanguage } from '../../../../shared/domain/mail/guess-language.ts';

describe('guessLanguage', () => {
  it.each([
    ['결제가 되지 않습니다', 'en', 'ko'],
    ['I like 김치 very much, it is the best of all the food here', 'ko', 'en'],
    ['解除してください', 'en', 'ja'],
    ['请问什么时候发货', 'en', 'zh'],
    ['請問何時出貨', 'en', 'zh'],
    ['Hello, my printer burns', 'ko', 'en'],
    ['12345', 'ko', 'ko'],
    ['', 'ja', 'ja'],
    ['OK', 'ko', 'ko'],
    ['https://example.com/a/b 안녕', 'en', 'ko'],
    ['Samsung Galaxy 화면이 깨졌습니다. 漢字', 'en', 'ko'],
    ['أين طلبي؟ لم يصل بعد', 'ko', 'other'],
    ['היכן ההזמנה שלי? היא עוד לא הגיעה', 'ko', 'other'],
    ['Где мой заказ?', 'ko', 'other'],
    ['สินค้าของฉันอยู่ที่ไหน', 'ko', 'other'],
    ['안녕하세요, 주문한 책 שלום 이 아직 오지 않았습니다', 'en', 'ko'],
    ['Where is my order Ω?', 'ko', 'en'],
    ['Galaxy Buds مرحبا', 'ko', 'other'],
    ['Re: طلبي A-1024', 'ko', 'other'],
    ['نعم', 'ko', 'other'],
    ['לא', 'ja', 'other'],
    ['OK Ω', 'ko', 'ko'],
    ['Hello, where is my order? Дмитрий Иванов', 'ko', 'en'],
  ] as const)('%j (of a service in %s) is %s', (text, fallback, language) => {
    expect(guessLanguage(text, fallback)).toBe(language);
  });

  // A word of each script that no language of the desk uses, alone and beside a name in Latin letters.
  it.each([
    ['Arabic', 'طلبي'],
    ['Hebrew', 'הזמנה'],
    ['Syriac', 'ܫܠܡܐ'],
    ['Thaana', 'ސަލާމް'],
    ['Cyrillic', 'заказ'],
    ['Greek', 'παραγγελία'],
    ['Thai', 'สินค้า'],
    ['Lao', 'ສະບາຍດີ'],
    ['Khmer', 'សួស្តីអ្នក'],
    ['Myanmar', 'မင်္ဂလာပါဘယ်'],
    ['Devanagari', 'नमस्ते'],
    ['Bengali', 'নমস্কার'],
    ['Tamil', 'வணக்கம்'],
    ['Georgian', 'გამარჯობა'],
    ['Armenian', 'բարեւ'],
    ['Ethiopic', 'ጤና ይስጥልኝ'],
    ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ'],
  ])('%s is no language of the desk, whatever the service speaks', (_, word) => {
    for (const fallback of ['ko', 'en', 'ja', 'zh'] as const) {
      expect(guessLanguage(word, fallback)).toBe('other');
      expect(guessLanguage(`Handover ${word}`, fallback)).toBe('other');
    }
  });
});
