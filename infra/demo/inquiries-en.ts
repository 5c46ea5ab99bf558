import type { Inquiry } from './story.ts';

/** The same shop's customers who write in English. */
export const ENGLISH_INQUIRIES: readonly Inquiry[] = [
  {
    group: 'delivery',
    title: 'Where is my order {order}?',
    text: 'Hello,\n\nI ordered the {product} on {date} and the tracking page has not moved for three days. Could you tell me where it is?\n\nThank you',
    comment: 'Carrier confirms: stuck at the sorting centre, released today.',
    interim: 'We have asked the carrier where your parcel is and will write again by tomorrow noon.',
    answer:
      'Your parcel was held at the sorting centre and left it this morning. It should reach you <strong>tomorrow</strong>. We are sorry for the wait.',
    reply: 'Thanks. Could the courier leave it at the reception desk?',
  },
  {
    group: 'delivery',
    title: 'Wrong item delivered',
    text: 'Hi, I received a different colour than I ordered (order {order}). I need the black {product}, not the white one.',
    comment: 'Picking error. Replacement released, return label sent.',
    interim: 'We are checking whether the black one is in stock.',
    answer:
      'Sorry about the mix-up. The black {product} leaves today; please use the enclosed label to send the other one back, free of charge.',
    reply: 'Got the label, thank you. Do I need the original box?',
  },
  {
    group: 'delivery',
    title: 'Change of delivery address',
    text: 'Please send order {order} to my office instead of my home address. I am travelling next week.',
    comment: 'Address changed before dispatch.',
    interim: 'We are checking whether the parcel has already left.',
    answer: 'Done: the parcel goes to your office address.',
    reply: 'Perfect, thank you.',
  },
  {
    group: 'delivery',
    title: 'Partial delivery',
    text: 'Only one of the two boxes of order {order} arrived. The second one contains the {product}.',
    comment: 'Second box shipped a day later, arrives today.',
    interim: 'We are looking for the second box.',
    answer: 'The second box was dispatched one day later and will be with you today.',
    reply: 'It arrived. All good now.',
  },
  {
    group: 'billing',
    title: 'Charged twice for {order}',
    text: 'My card statement shows the same amount twice for order {order}. Please refund one of them.',
    comment: 'Two captures, second voided.',
    interim: 'We are checking the payments and will answer within one working day.',
    answer: 'The second charge has been cancelled. It takes three to five working days until your bank shows it.',
    reply: 'I still see both charges. Could you check again?',
  },
  {
    group: 'billing',
    title: 'Invoice with VAT number',
    text: 'Could you issue an invoice for the {product} with our VAT number? I can send the details.',
    comment: 'Invoice re-issued with VAT number.',
    interim: 'Please send us the company name, address and VAT number, and we will issue the invoice.',
    answer: 'The invoice with your VAT number is on its way to the address of your account.',
    reply: 'The company name has a typo, could you correct it?',
  },
  {
    group: 'billing',
    title: 'Refund for a returned {product}',
    text: 'I returned the {product} on {date}. When will I get my money back?',
    comment: 'Return inspected, refund released.',
    interim: 'Your return is being inspected.',
    answer: 'The refund was released today and will reach your account within five working days.',
    reply: 'Received, thank you.',
  },
  {
    group: 'billing',
    title: 'Cancel my subscription',
    text: 'Please cancel the filter subscription before the next payment. No hard feelings, I just moved.',
    comment: 'Cancelled before renewal.',
    interim: 'We are looking at your subscription.',
    answer: 'Your subscription is cancelled; there will be no further payment.',
    reply: 'Thanks for the quick help.',
  },
  {
    group: 'technical',
    title: '{product} does not turn on',
    text: 'Since this morning the {product} does not react at all. I have tried another charger and another outlet.',
    comment: 'Reset procedure first, then repair.',
    interim: 'While we look into it, please hold the power button for 15 seconds.',
    answer:
      'Please try this:<ol><li>Unplug the charger.</li><li>Hold the power button for 15 seconds.</li><li>Plug it in again and wait ten minutes.</li></ol>If it still does not start, just reply and we will arrange a free repair.',
    reply: 'Tried all of it, still dead. Please arrange the repair.',
  },
  {
    group: 'technical',
    title: 'App keeps signing me out',
    text: 'Every time I open the app I have to sign in again. Android 15, latest version of the app.',
    comment: 'Known issue in 4.2, fixed in 4.2.1.',
    interim: 'Our engineers are looking at it.',
    answer: 'This is fixed in version 4.2.1, which is in the store since yesterday.',
    reply: 'Updated and it works.',
  },
  {
    group: 'technical',
    title: 'Does the {product} work with 110 V?',
    text: 'I am moving to Japan. Will the {product} work there with an adapter only?',
    comment: 'Spec sheet: 100–240 V.',
    interim: 'We are checking the specification with the manufacturer.',
    answer: 'Yes: it takes 100–240 V, so a plug adapter is enough.',
    reply: 'Great, thank you!',
  },
  {
    group: 'technical',
    title: 'Firmware update fails at 80 %',
    text: 'The update of my {product} stops at 80 % every time and then says "try again later". I have a stable connection.',
    comment: 'Needs factory image; link sent.',
    interim: 'Please send us the serial number on the bottom of the device.',
    answer:
      'Please install the update once by cable: <a href="https://www.example.com/firmware">www.example.com/firmware</a>. After that, updates over the air work again.',
    reply: 'Serial number is on the photo. The cable update also stops.',
  },
];

/** What the spam filter doubts, or an agent knows at a glance. */
export const SPAM_MAILS = [
  {
    from: { name: 'Lucky Draw', email: 'winner@offers.example.net' },
    subject: 'You have been selected!!!',
    text: 'Congratulations,\n\nyour address was drawn. Confirm within 24 hours at https://offers.example.net/claim to receive the prize.',
  },
  {
    from: { name: '특가 안내', email: 'promo@offers.example.net' },
    subject: '[광고] 오늘만 90% 할인',
    text: '지금 신청하시면 선착순 100명에게 사은품을 드립니다.\n\nhttps://offers.example.net/sale',
  },
  {
    from: { name: 'Growth Partner', email: 'sales@offers.example.net' },
    subject: 'Quick question about your website',
    text: 'Hi there,\n\nI noticed your site is not on the first page. We can bring it there in seven days. Shall we talk this week?',
  },
  {
    from: { name: '대출 상담', email: 'loan@offers.example.net' },
    subject: '무담보 즉시 대출 승인',
    text: '고객님은 최대 5천만원까지 당일 승인 대상입니다. 회신만 주세요.',
  },
] as const;
