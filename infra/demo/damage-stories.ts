import { damagePicture, receipt, returnLabel } from './demo-files.ts';
import { RARE_CUSTOMERS, type DemoCustomer } from './people.ts';
import type { Step } from './story.ts';

const MINUTE = 60_000;
const AGENT = 'mina@example.com';

type Damage = {
  readonly customer: DemoCustomer;
  readonly title: string;
  readonly inquiry: string;
  readonly pictureName: string;
  readonly receiptName: string;
  readonly comment: string;
  readonly answer: string;
  readonly labelName: string;
  /** With personal data, of which `masked` is masked later. */
  readonly reply: string;
  readonly masked: string;
};

/** A damaged parcel in either language: files both ways, and a reply that says more than it should. */
export const DAMAGES: readonly Damage[] = [
  {
    customer: RARE_CUSTOMERS.koreanDamage,
    title: '이어폰 케이스가 깨져서 왔어요 (A-207731)',
    inquiry:
      '안녕하세요. 오늘 받은 무선 이어폰 케이스에 금이 가 있습니다.\n\n사진과 영수증을 첨부합니다. 새 제품으로 교환 부탁드려요.',
    pictureName: '깨진 케이스.png',
    receiptName: '영수증.pdf',
    comment: '<p>사진상 배송 중 파손으로 보임. 교환품 재고 있음.</p>',
    answer:
      '<p>안녕하세요. 파손된 제품을 받게 해 드려 죄송합니다.</p><p>첨부한 <b>반품 라벨</b>을 상자에 붙여 주시면 기사님이 회수합니다. 회수 때 연락드릴 번호를 알려 주세요.</p>',
    labelName: '반품 라벨.pdf',
    reply:
      '빠른 답변 감사합니다. 내일 오전에 회수 부탁드려요.\n\n연락처는 010-0000-1902이고, 차액이 있으면 결제한 카드 4111 1111 1111 1111로 환불해 주세요.',
    masked: '4111 1111 1111 1111',
  },
  {
    customer: RARE_CUSTOMERS.englishDamage,
    title: 'Earphones arrived with a cracked case (A-207732)',
    inquiry:
      'Hello,\n\nthe case of the wireless earphones that arrived today is cracked. A photo and the receipt are attached.\n\nCould I have a new one, please?',
    pictureName: 'cracked case.png',
    receiptName: 'receipt.pdf',
    comment: '<p>Damaged on the way by the look of it. Replacement is in stock.</p>',
    answer:
      '<p>Hello Nora,</p><p>I am sorry that the case broke on its way to you. Please stick the attached <b>return label</b> on the box, and the courier will pick it up. Which number may they call?</p>',
    labelName: 'return label.pdf',
    reply:
      'Thank you for the quick answer. Tomorrow morning would be fine.\n\nMy number is +1 202 555 0192, and if anything is to be paid back, it was the card 4111 1111 1111 1111.',
    masked: '4111 1111 1111 1111',
  },
];

/** Minutes from the inquiry to the last reply. */
export const DAMAGE_MINUTES = 145;

/** From the inquiry at `begun` to the reply that waits for an answer. */
export const damageSteps = (damage: Damage, begun: Date): readonly Step[] => {
  const after = (minutes: number): Date => new Date(begun.getTime() + minutes * MINUTE);
  const { name, email } = damage.customer;
  const mail = { kind: 'mail', from: { name, email } } as const;
  return [
    {
      ...mail,
      at: begun,
      subject: damage.title,
      text: damage.inquiry,
      reply: false,
      files: [damagePicture(damage.pictureName), receipt(damage.receiptName)],
    },
    { kind: 'keep', at: after(12), agent: AGENT, groupId: 'delivery' },
    { kind: 'edit', at: after(14), agent: AGENT, edit: { inquiryTypeId: 'order-delivery', priority: 'high' } },
    { kind: 'mark', at: after(15), agent: AGENT },
    { kind: 'comment', at: after(20), agent: AGENT, html: damage.comment },
    { kind: 'pend', at: after(26), agent: AGENT, html: damage.answer, files: [returnLabel(damage.labelName)] },
    { ...mail, at: after(DAMAGE_MINUTES), subject: `Re: ${damage.title}`, text: damage.reply, reply: true },
  ];
};
