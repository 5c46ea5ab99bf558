import { DAMAGES, DAMAGE_MINUTES, damageSteps } from './damage-stories.ts';
import { RARE_CUSTOMERS } from './people.ts';
import type { Step, Story } from './story.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
type Mail = Omit<Extract<Step, { kind: 'mail' }>, 'kind' | 'at' | 'reply'>;

const AGENT = 'mina@example.com';
const TITLE = '공기청정기에서 소리가 나요';

/** What is said in the long story: who says it, minutes after what was said before, and what. */
const LONG: readonly (readonly [by: 'customer' | 'note' | 'answer', minutes: number, text: string])[] = [
  ['customer', 0, '안녕하세요. 지난주에 산 공기청정기에서 밤마다 딱딱 소리가 납니다. 확인 부탁드립니다.'],
  ['note', 40, '같은 증상 문의 이번 달 세 번째. 팬 고정 나사 문제로 보임.'],
  ['answer', 20, '불편을 드려 죄송합니다. 취침 모드에서도 같은 소리가 나는지 확인해 주시겠어요?'],
  ['customer', 180, '취침 모드에서는 조금 작지만 그래도 납니다.'],
  ['customer', 6, '필터를 빼면 소리가 멈춥니다.'],
  ['note', 30, '필터 고정부 유격 의심. 필터 무상 교체 승인받음.'],
  ['answer', 15, '필터 고정부가 헐거운 것으로 보입니다. 새 필터를 보내 드릴 테니 주소를 알려 주세요.'],
  ['customer', 90, '서울시 마포구 예시로 12, 3층입니다.'],
  ['answer', 25, '새 필터를 오늘 출고했습니다. 교체 후에도 소리가 나면 알려 주세요.'],
  ['note', 300, '출고 확인.'],
  ['customer', 1200, '필터를 받아서 바꿨는데 아직 소리가 납니다.'],
  ['customer', 4, '소리가 나는 영상은 용량이 커서 보내지지 않네요. 회수해서 봐 주실 수 있나요?'],
];

const longSteps = (begun: Date): readonly Step[] => {
  let clock = begun.getTime();
  return LONG.flatMap(([by, minutes, text], index): readonly Step[] => {
    clock += minutes * MINUTE;
    const at = new Date(clock);
    if (by !== 'customer') {
      return [{ kind: by === 'note' ? 'comment' : 'pend', at, agent: AGENT, html: `<p>${text}</p>` }];
    }
    const mail: Step = {
      kind: 'mail',
      at,
      from: RARE_CUSTOMERS.long,
      subject: index === 0 ? TITLE : `Re: ${TITLE}`,
      text,
      reply: index > 0,
    };
    return index === 0
      ? [mail, { kind: 'keep', at: new Date(clock + 10 * MINUTE), agent: AGENT, groupId: 'delivery' }]
      : [mail];
  });
};
const LONG_TAKES = LONG.reduce((sum, [, minutes]) => sum + minutes * MINUTE, HOUR);

/** A cracked box, 240 × 160. */
const BOX = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAPAAAACgCAIAAAC9uXYyAAACXElEQVR42u3cMQ3CQBiA0YqoA2wgoCKQggxSEeiojiogDCjoylgW',
    '0n55yTczkBdy3P13w+v9kTINvgIBLQEtAS0BLaAloCWgJaAloAW0BLQEtAS0BLSAloCWgJaAloAW0BLQEtAS0BLQAloCWgJaAloC',
    'WkBLQEtAS6cD/bxPCge0gAZaQAMtoIEW0EADDbSABlpAAy2ggRbQQAMNtIAGWkADLaCBFtBAA10GvTxuydZl/qn9n3y9jN8d/HsA',
    'GuiUaaCBTpkGGuiUaaCBTpkGGuiUaaCBTskGGujU7zTQQKdWHUADbQ0NtF0OuxxA24cGGmgnhUADbZYDaKAbO9NAA93RDDTQKc1A',
    'A53SDDTQtYkOoIFOnYEDDbRZDqBN25m2A9o8NNBAW0MDDbRdDqCBtg8NNNBOCoE2ywE00N62Axpo89BAA+3GCtDuFAINtFvfQAPt',
    'XQ6ggTbLATTQpu2ANg8NNNDW0EADbZcDaKDtQwMNtJNCoM1yAA20t+2ABto8NNBAu7ECNNDuFALt1jfQQHuXA2igzXIADbRpO6CB',
    'Ng8NtDU00EDb5QAaaPvQQAPtpBBooM1yAO1tO6CBNg8NNNBurAANtDuFQPtTCDTQQAMNNNBAAw000EADDTTQQAMNNNBAAw000EAD',
    'DTTQQAMNNNBAAw000EADDTTQQAMNNNBAAw000EADDTTQQAMNNNBAAw000EADDTTQQAMNNNBAAw000EADDTTQQAMNNNBAAw000AcD',
    'LQEtAS2gJaAloCWgJaAFtAS0BLQEtAS0gJaAloCWgJaAFtAS0NJf2wBhs9iMPjCMswAAAABJRU5ErkJggg==',
  ].join(''),
  'base64',
);
const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag} style="border:1px solid #b8c4d6;padding:6px 10px">${cell}</${tag}>`).join('')}</tr>`;
const TABLE_MAIL: Mail = {
  from: RARE_CUSTOMERS.table,
  subject: 'Damaged parcels of our order, with a list',
  text: 'Two of the parcels arrived damaged. The list is in the HTML part.',
  html: `<p>Hello,</p><p>Two of the parcels <b style="color:#b00020">arrived damaged</b>. This is the whole delivery:</p>
<table style="border-collapse:collapse">
<thead style="background-color:#e8eef7">${row(['Parcel', 'Product', 'Serial number', 'Warehouse', 'Delivered', 'Condition'], 'th')}</thead>
<tbody>${[
    ['1 of 3', 'Desk lamp', 'HL-2209-0001-A', 'Incheon North', 'Monday morning', 'Box cracked'],
    ['2 of 3', 'Desk lamp', 'HL-2209-0002-A', 'Incheon North', 'Monday morning', 'Lamp dented'],
    ['3 of 3', 'Air purifier', 'AP-0117-0415-C', 'Gimpo', 'Tuesday afternoon', 'Fine'],
  ]
    .map((cells) => row(cells, 'td'))
    .join('')}</tbody></table>
<p>One of the boxes:</p><p><img src="cid:box" alt="A brown box with a crack at its right side" width="240" height="160"></p>
<p>Kind regards,<br>Oliver</p>`,
  picture: { name: 'box.png', contentId: 'box', bytes: BOX },
};

const RIGHT_TO_LEFT_MAIL: Mail = {
  from: RARE_CUSTOMERS.rightToLeft,
  subject: 'أين طلبي A-204417؟',
  text: 'مرحبا،\n\nطلبت سماعات لاسلكية قبل أسبوع ولم تصل بعد. رقم الطلب A-204417.\n\nهل يمكنكم إخباري متى تصل؟\n\nشكرا لكم،\nليلى',
};

/**
 * Puts rare ones in the place of usual stories, so that the history shows what it can: a long conversation, a mail with
 * a table and an image, one that is written from right to left, and two with files and personal data. As many stories,
 * in the same order.
 */
export const withRareStories = (stories: readonly Story[], now: Date): readonly Story[] => {
  const places = [...stories.entries()].filter(
    ([, { serviceId, steps }]) => serviceId === 'care' && steps[0]?.kind === 'mail' && steps[0].isSpam !== true,
  );
  const untouched = places.filter(([, { steps }]) => steps.length === 1).map(([index]) => index);
  const long = places.findLast(([, { steps }]) => now.getTime() - steps[0]!.at.getTime() > LONG_TAKES)?.[0];
  /** Old enough for all that has happened since, and new enough for every list to begin with them. */
  const damaged = new Map(
    places
      .filter(
        ([index, { steps }]) =>
          now.getTime() - steps[0]!.at.getTime() > (DAMAGE_MINUTES + 20) * MINUTE &&
          ![long, untouched.at(-2), untouched.at(-4)].includes(index),
      )
      .slice(-DAMAGES.length)
      .map(([index], nth) => [index, DAMAGES[nth]!]),
  );
  const mails = new Map<number | undefined, Mail>([
    [untouched.at(-2), TABLE_MAIL],
    [untouched.at(-4), RIGHT_TO_LEFT_MAIL],
  ]);
  return stories.map((story, index) => {
    const { at } = story.steps[0]!;
    const mail = mails.get(index);
    if (mail !== undefined) return { ...story, steps: [{ kind: 'mail', at, reply: false, ...mail }] };
    const damage = damaged.get(index);
    if (damage !== undefined) return { ...story, steps: damageSteps(damage, at) };
    return index === long ? { ...story, steps: longSteps(at) } : story;
  });
};
