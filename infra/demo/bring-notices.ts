import { createNotice, type CreateNoticeInput } from '../../shared/application/notices/create-notice.ts';

const HOUR = 3_600_000;

type DemoNotice = Pick<CreateNoticeInput, 'title' | 'html' | 'pinned'> & {
  /** Hours since it was put up. */
  readonly age: number;
  /** Hours until it goes. */
  readonly lasts?: number;
};

/** What the demo's administrator has put up: one that stays on top, and one that goes by itself. */
const NOTICES: readonly DemoNotice[] = [
  {
    title: '연말 배송 지연 안내 · Year-end deliveries take longer',
    html:
      '<p><b>12월 31일까지</b> 출고가 평소보다 2~3일 늦어집니다. 배송 문의에는 <b>“배송 지연 안내”</b> 템플릿을 사용해 주세요.</p>' +
      '<ul><li>도서 산간 지역: 최대 5일</li><li>새벽 배송: 12월 24·25일 쉼</li></ul>' +
      '<p>Orders leave the warehouse two or three days later than usual. Please use the delivery template, and promise no date.</p>',
    pinned: true,
    age: 50,
  },
  {
    title: '결제 시스템 점검 · Payment system maintenance',
    html:
      '<p>오늘 밤 23:00~24:00에는 결제 내역을 조회할 수 없습니다. 급한 환불 문의는 통화 예약으로 남겨 주세요.</p>' +
      '<p>Payments can’t be looked up tonight between 23:00 and 24:00. Reserve a call for refunds that can’t wait.</p>',
    pinned: false,
    age: 3,
    lasts: 40,
  },
];

type Deps = Parameters<typeof createNotice>[0];

/** Puts the demo's notices up, in the name of `agentId`. */
export const bringNotices = async (deps: Deps, agentId: string): Promise<void> => {
  const put = createNotice(deps);
  const inHours = (hours: number): string => new Date(deps.clock.now().getTime() + hours * HOUR).toISOString();
  for (const { age, lasts, ...notice } of NOTICES) {
    const result = await put({
      ...notice,
      serviceId: 'care',
      agentId,
      correlationId: deps.clock.newId('cor'),
      from: inHours(-age),
      ...(lasts === undefined ? {} : { until: inHours(lasts) }),
    });
    if (!result.ok) throw new Error(`A notice of the demo was refused: ${JSON.stringify(result.error)}`);
  }
};
