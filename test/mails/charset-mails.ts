import { base64, bytes, hex, mail, type MailCase, multipart, part, utf8 } from './build-mail.ts';

/** Text as programs of each language wrote it, with its bytes as another tool encodes it. */
const WRITTEN = [
  ['euc-kr', 'c8afbad220b9aec0c7b5e5b8b3b4cfb4d92e20c1d6b9ae20b9f8c8a3b4c22031323334c0d4b4cfb4d92e', '환불 문의드립니다. 주문 번호는 1234입니다.'],
  ['ks_c_5601-1987', '8c63b9e6b0a2c7cf20bc84bdc3c4ddb6f32094ee20bcb38eaebdc0b4cfb4d9', '똠방각하 펲시콜라 뷁 설렜습니다'],
  ['iso-2022-kr', '1b2429430e3e483367474f3c3c3f640f200e4156392e4054344f34590f', '안녕하세요 주문입니다'],
  ['iso-2022-jp', '1b2442242a4c6424243967246f243b244e376f21222468246d2437242f242a346a24242437245e24391b2842', 'お問い合わせの件、よろしくお願いします'],
  ['shift_jis', '82b2928d95b682cc8c8f82c582a8907182cb82b582dc82b78740', 'ご注文の件でお尋ねします①'],
  ['euc-jp', 'c7dbc1f7a4cba4c4a4a4a4c6b6b5a4a8a4c6a4afa4c0a4b5a4a4', '配送について教えてください'],
  ['gb2312', 'b6a9b5a5bbb9c3bbd3d0b5bda3acc7ebb0efc3a6b2e9d1afe946bbf9', '订单还没有到，请帮忙查询镕基'],
  ['gb18030', '9534b235b5c4b6a9b5a5', '𠮷的订单'],
  ['big5', 'bdd0b0dda7daaabaad71b3e6a6f3aec9a8ecb366', '請問我的訂單何時到貨'],
  ['koi8-r', 'e7c4c520cdcfca20dac1cbc1da3f20f6c4d520cfd4d7c5d4c1', 'Где мой заказ? Жду ответа'],
  ['windows-1251', 'c3e4e520eceee920e7e0eae0e73f20c6e4f320eef2e2e5f2e0', 'Где мой заказ? Жду ответа'],
  ['windows-1255', 'e4e9ebef20e4e4e6eef0e420f9ece9', 'היכן ההזמנה שלי'],
  ['windows-1256', 'c3ede420d8e1c8ed', 'أين طلبي'],
  ['tis-620', 'cad1e8a7abd7e9cdcad4b9a4e9d2', 'สั่งซื้อสินค้า'],
  ['iso-8859-2', '5a61bff3b3e62067eab66cb1206a61bcf1', 'Zażółć gęślą jaźń'],
  ['iso-8859-7', 'd0effd20e5dfede1e920e720f0e1f1e1e3e3e5ebdfe1', 'Πού είναι η παραγγελία'],
  ['iso-8859-9', 'de696672656d6920756e757474756d2c20fdf0', 'Şifremi unuttum, ığ'],
  ['iso-8859-15', '507265697320313220a4202d20bc75767265', 'Preis 12 € - Œuvre'],
  ['windows-1252', '934772f6df659420962031302080', '“Größe” – 10 €'],
  ['utf-7', '2b795079374f412031323334202b316c584865412d', '주문 1234 확인'],
  ['utf-16', 'fffe420065007300740065006c006c0075006e006700200047007200f600df006500', 'Bestellung Größe'],
] as const;

const labelled = WRITTEN.flatMap(([charset, digits, text]): readonly MailCase[] => {
  const type = { 'Content-Type': `text/plain; charset=${charset}` };
  return [
    [`text in ${charset}, as base64`, mail({ ...type, 'Content-Transfer-Encoding': 'base64' }, base64(hex(digits))), { reads: text }],
    [`title and name in ${charset}, as encoded words`, mail({ Subject: `=?${charset}?B?${base64(hex(digits))}?=`, From: `=?${charset}?B?${base64(hex(digits))}?= <ann@customer.example>` }, 'Hello.'), { subject: text, from: `${text} <ann@customer.example>` }],
  ];
});

const KOREAN = hex(WRITTEN[0][1]);
const IN_KOREAN = WRITTEN[0][2];

/** Charsets: right labels, wrong ones and none. */
export const CHARSET_MAILS: readonly MailCase[] = [
  ...labelled,
  ['text in EUC-KR, raw 8-bit', mail({ 'Content-Type': 'text/plain; charset=euc-kr', 'Content-Transfer-Encoding': '8bit' }, KOREAN), { reads: IN_KOREAN }],
  ['text and title in EUC-KR without any label', mail({ Subject: KOREAN }, KOREAN), { subject: IN_KOREAN, reads: IN_KOREAN }],
  ['text in EUC-KR that says it is Latin-1', mail({ 'Content-Type': 'text/plain; charset=iso-8859-1' }, KOREAN), { reads: IN_KOREAN }],
  ['text in EUC-KR that says it is UTF-8', mail({ 'Content-Type': 'text/plain; charset=utf-8' }, KOREAN), { reads: IN_KOREAN }],
  ['text in UTF-8 that says it is ASCII', mail({ 'Content-Type': 'text/plain; charset=us-ascii' }, utf8('주문 – Größe 😀')), { reads: '주문 – Größe 😀' }],
  ['text in UTF-8 that says it is Latin-1', mail({ 'Content-Type': 'text/plain; charset=iso-8859-1' }, utf8('주문 – Größe 😀')), { reads: '주문 – Größe 😀' }],
  ['a charset that nobody knows', mail({ 'Content-Type': 'text/plain; charset=x-mac-nonsense' }, utf8('Größe')), { reads: 'Größe' }],
  ['a charset in quotes with a semicolon too many', mail({ 'Content-Type': 'text/plain; charset="EUC-KR";' }, KOREAN), { reads: IN_KOREAN }],
  ['HTML whose charset stands in its own head alone', mail({ 'Content-Type': 'text/html' }, '<html><head><meta charset="euc-kr"></head><body><p>', KOREAN, '</p></body></html>'), { reads: IN_KOREAN, isHtml: true }],
  ['HTML whose head names another charset than its field', mail({ 'Content-Type': 'text/html; charset=utf-8' }, '<meta charset="euc-kr"><p>', utf8('주문'), '</p>'), { reads: '주문', isHtml: true }],
  ['UTF-8 with a byte order mark', mail({ 'Content-Type': 'text/plain; charset=utf-8' }, hex('efbbbf'), utf8('주문')), { reads: '주문' }],
  ['a letter in two pieces (NFD), as Apple writes names of files', multipart('mixed', {}, part({}, 'Hello.'), part({ 'Content-Type': 'text/plain', 'Content-Disposition': bytes('attachment; filename="', utf8('영수증'.normalize('NFD')), '.txt"') }, 'x')), { files: [['영수증.txt'.normalize('NFD'), 'text/plain', 'x']] }],
  ['text from right to left', mail({ 'Content-Type': 'text/plain; charset=utf-8', Subject: '=?utf-8?B?15TXldeT16LXlA==?=' }, utf8('שלום, ההזמנה 1234 לא הגיעה.')), { subject: 'הודעה', reads: 'שלום, ההזמנה 1234 לא הגיעה.' }],
  ['HTML from right to left', mail({ 'Content-Type': 'text/html; charset=utf-8' }, utf8('<div dir="rtl"><p>مرحبا، أين طلبي؟</p></div>')), { reads: 'مرحبا، أين طلبي؟', isHtml: true, htmlHolds: ['dir="rtl"'] }],
  ['quoted-printable that cuts a character between lines', mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'quoted-printable' }, '=EC=A3=BC=EB=\r\n=AC=B8 caf=C3=A9 a=3Db'), { reads: '주문 café a=b' }],
  ['quoted-printable with small letters and signs that stand for themselves', mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'Quoted-Printable' }, 'caf=c3=a9 100%=3d1 = 2 =ZZ'), { reads: 'café 100%=1 = 2 =ZZ' }],
  ['base64 in one long line, unpadded', mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' }, utf8('주문이 오지 않았습니다. '.repeat(20)).toString('base64').replace(/=+$/, '')), { reads: '주문이 오지 않았습니다. '.repeat(20).trim() }],
  ['base64 with blank lines and a list’s footer behind it', mail({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'BASE64' }, `\r\n${base64('Hello.')}\r\n\r\n`), {}],
  ['a transfer encoding that nobody knows', mail({ 'Content-Transfer-Encoding': '8-bit-ish' }, 'Hello.'), {}],
];
