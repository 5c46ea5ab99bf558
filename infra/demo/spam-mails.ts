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
