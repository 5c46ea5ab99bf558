import type { PersonalKind } from './personal-span.ts';

/** What a label says about the number beside it; `other`: not personal data (an order, a parcel, a version). */
export type Meaning = PersonalKind | 'other';

const OF_THINGS =
  '주문|접수|문의|예약|승인|거래|결제|관리|상품|제품|회원|고객|증권|인증|우편|일련|제조|계약|청구|모델|품목|영수증|계산서|티켓|쿠폰|사업자|사업자등록|법인|법인등록|등기|송장|운송장|시리얼|배송|택배|조회|참조|발급|문서|신청|공고|수하물|항공권|발주|견적|반품|교환|환불접수|허가|차량등록|통신판매업?신고|상담|사건|민원|바우처|이용권|에러|오류|고유';

/**
 * Labels that stand beside numbers, in Korean and English, some in Japanese and Chinese; matched in folded text (lower
 * case). Of labels with the same beginning the longer comes first. A bank's name that is also an everyday word (우리, 하나,
 * 국민, 기업) counts only with 은행 or directly before the number.
 */
export const LABELS: readonly (readonly [Meaning, string])[] = [
  [
    'other',
    `(?:${OF_THINGS}) ?(?:번호|코드|no\\b|id\\b|키)|계정 ?번호|운송장|송장|바코드|사번|학번|품번|모델명?|시리얼|버전|펌웨어|빌드|수량|금액|가격|유효기간|일시|일자|날짜|입금(?:일시?|액|자)|송금(?:일|액)|이체일|계좌이체 ?확인|통관 ?(?:번호|부호)|등기 ?우편|택배|코드|订单号?|訂單|快递|运单|注文番号|追跡番号`,
  ],
  [
    'other',
    '\\b(?:order|invoice|tracking|shipment|waybill|awb|parcel|serial|s/n|sku|skus|item|product|model|part|ticket|case|reference|ref|booking|reservation|confirmation|transaction|approval|authorization code|coupon|voucher|gift card|version|ver|v|firmware|build|release|revision|isbn|issn|barcode|upc|ean|gtin|imei|imsi|iccid|po|purchase order|batch|lot|zip|postcode|postal|vat|tax|ein|policy|claim|license|licence|membership|member|customer (?:id|number|no)|loyalty|code|id|receipt|quote|error|timestamp|asin|rma|routing|swift|bic|vin|meter|flight|section|chapter|clause)\\b',
  ],
  [
    'resident_number',
    '(?:주민|외국인|재외국민|국내거소) ?(?:등록)? ?(?:신고)? ?(?:번호|증)|주민등록|외국인등록|주민|\\b(?:rrn|residents? registration|residents? (?:number|no|id)|alien registration|foreigner registration|foreign registration|residence card|arc)\\b',
  ],
  ['passport', '여권|护照|護照|旅券|パスポート|\\bpassport\\b'],
  ['card', '카드|信用卡|卡号|カード|\\b(?:credit card|debit card|card|visa|mastercard|amex|american express|pan)\\b'],
  [
    'phone',
    '手机号?|电话|電話|联系方式|連絡先|携帯|전화|연락처?|휴대폰|휴대전화|핸드폰|폰번호|폰|문자|팩스|직통|(?:제|내|본인) ?번호|\\b(?:hp|h\\.p|tel|phone|phones|telephone|mobile|mob|cell|cellphone|call|text|whatsapp|fax|reach|contact|dial|ring|sms|my number)\\b',
  ],
  [
    'account',
    '账号|账户|口座|계좌|통장|예금주|입금|송금|이체|가상계좌|(?:국민|우리|하나|기업|신한|농협|수협|대구|부산|경남|광주|전북|제주|산업|씨티|제일|축협) ?은행|(?:국민|우리|하나|기업|신한|외환|씨티|kb|nh|ibk|sc제일|제일|토스|케뱅|산업)(?=[ :)]{0,3}\\d)|농협|수협|신협|새마을금고|우체국|카카오 ?뱅크|카뱅|토스 ?뱅크|케이 ?뱅크|im ?뱅크|저축은행|은행|\\b(?:bank account|account|acct|a/c|iban|sort code|wire|bank)\\b',
  ],
  ['ip', '아이피|접속 ?주소|\\b(?:ip|ipv4|ipv6|ips)(?![a-z])'],
  ['email', '이메일|메일|邮箱|メール|\\b(?:e-?mail|mail)\\b'],
];
