/** A customer of the demo; some write or call more than once. */
export type DemoCustomer = {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly isKorean: boolean;
};

/** First names of the demo's customers; their addresses are at customer.example.com. */
export const KOREAN_CUSTOMERS = [
  '민지',
  '서준',
  '하윤',
  '도윤',
  '지우',
  '수아',
  '예준',
  '지호',
  '하은',
  '시우',
  '은서',
  '주원',
  '다은',
  '건우',
  '유진',
  '현우',
  '소율',
  '태오',
  '가은',
  '승현',
] as const;
export const ENGLISH_CUSTOMERS = [
  'Alex',
  'Sam',
  'Robin',
  'Casey',
  'Jamie',
  'Morgan',
  'Taylor',
  'Jordan',
  'Riley',
  'Avery',
  'Quinn',
  'Rowan',
] as const;

export const KOREAN_PRODUCTS = [
  '무선 이어폰',
  '공기청정기',
  '로봇 청소기',
  '전기 주전자',
  '스마트 조명',
  '보조 배터리',
  '가습기',
  '블루투스 스피커',
] as const;
export const ENGLISH_PRODUCTS = [
  'wireless earphones',
  'air purifier',
  'robot vacuum',
  'electric kettle',
  'smart lamp',
  'power bank',
  'humidifier',
  'Bluetooth speaker',
] as const;

/** How many there are: fewer than tickets, many write again. */
export const CUSTOMERS = 150;

/** Those of the stories that are there once. */
export const RARE_CUSTOMERS = {
  long: { name: '윤서연', email: 'seoyeon.yun@customer.example.com', phone: '010-0000-1901', isKorean: true },
  table: { name: 'Oliver', email: 'oliver.orders@customer.example.com', phone: '+1 202 555 0190', isKorean: false },
  rightToLeft: {
    name: 'ليلى حداد',
    email: 'layla.haddad@customer.example.com',
    phone: '+1 202 555 0191',
    isKorean: false,
  },
  koreanDamage: { name: '한예린', email: 'yerin.han@customer.example.com', phone: '010-0000-1902', isKorean: true },
  englishDamage: {
    name: 'Nora Fields',
    email: 'nora.fields@customer.example.com',
    phone: '+1 202 555 0192',
    isKorean: false,
  },
} as const satisfies Record<string, DemoCustomer>;

/** The demo's customers, counted from 0: seven of ten are Korean. Their numbers are such as nobody is given. */
export const demoCustomer = (index: number): DemoCustomer => {
  const isKorean = index % 10 < 7;
  const name = isKorean
    ? KOREAN_CUSTOMERS[index % KOREAN_CUSTOMERS.length]!
    : ENGLISH_CUSTOMERS[index % ENGLISH_CUSTOMERS.length]!;
  const phone = isKorean
    ? `010-0000-${String(1000 + index)}`
    : `+1 202 555 0${String(100 + Math.floor(index / 10) * 3 + (index % 10) - 7)}`;
  return {
    name,
    isKorean,
    phone,
    email: `${isKorean ? 'customer' : name.toLowerCase()}${index + 1}@customer.example.com`,
  };
};

/** What engineers of the issue service note down by hand. */
export const ISSUES = [
  [
    'Earphones lose the connection after ten minutes',
    'Reported by several customers since firmware 1.8.1. Happens next to 2.4 GHz access points.',
  ],
  [
    'App shows "authentication error" after a password change',
    'The cached token is not dropped. Reproduced on Android 15.',
  ],
  ['로봇 청소기 지도 초기화 현상', '펌웨어 3.2 이후 재부팅하면 지도가 사라진다는 문의가 늘고 있음. 로그 첨부 예정.'],
  ['Firmware update stops at 80 %', 'Only devices of the first batch. The image is larger than their spare partition.'],
  ['가습기 수위 센서 오작동', '물이 가득한데 부족 알림이 반복됨. 교환품에서도 같은 증상.'],
] as const;
