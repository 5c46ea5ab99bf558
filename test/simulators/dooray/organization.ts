/** A member of the organization; every member has a token of the API, `token-` and the user code. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly englishName: string;
  readonly userCode: string;
  readonly email: string;
};
export const CLASSES = ['backlog', 'registered', 'working', 'closed'] as const;
export type Workflow = {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly names: readonly { readonly locale: string; readonly name: string }[];
  readonly class: (typeof CLASSES)[number];
};
export type TagGroup = {
  readonly id: string;
  readonly name: string;
  /** A task without one of its tags is refused. */
  readonly mandatory: boolean;
  readonly selectOne: boolean;
};
export type Tag = {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly tagGroup: TagGroup | null;
};
export type Body = { readonly mimeType: string; readonly content: string };
export type Template = {
  readonly id: string;
  readonly templateName: string;
  readonly subject: string;
  readonly body: Body;
  readonly guide: Body;
  readonly toMemberIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly priority: string;
  readonly isDefault: boolean;
};
export type Project = {
  readonly id: string;
  /** What users see as its name. */
  readonly code: string;
  readonly description: string;
  /** A private one is a member's own. */
  readonly type: 'public' | 'private';
  /** Of a public one: only its members, or everybody of the organization. */
  readonly scope: 'public' | 'private';
  readonly members: readonly { readonly memberId: string; readonly role: 'admin' | 'member' }[];
  readonly workflows: readonly Workflow[];
  readonly tags: readonly Tag[];
  readonly templates: readonly Template[];
};
export type Organization = {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly members: readonly Member[];
  readonly projects: readonly Project[];
};

/** Ids of the sample are always the same, so that a desk finds them again after a start. */
const id = (kind: number, number: number) => `31${String(kind).padStart(2, '0')}${String(number).padStart(15, '0')}`;

const member = (number: number, name: string, englishName: string, userCode: string): Member => ({
  id: id(1, number),
  name,
  englishName,
  userCode,
  email: `${userCode}@example.com`,
});
export const MINA = member(1, '김미나', 'Mina Kim', 'mina');
export const JUN = member(2, '박준', 'Jun Park', 'jun');
export const SORA = member(3, '이소라', 'Sora Lee', 'sora');
export const ENGINEER = member(4, '최개발', 'Engineer Choi', 'engineer');
export const REVIEWER = member(5, 'Alex Reviewer', 'Alex Reviewer', 'reviewer');
/** Is in no project. */
export const GUEST = member(6, '손님', 'Guest', 'guest');

/** The token by which a member of the sample asks the API. */
export const tokenOf = ({ userCode }: Pick<Member, 'userCode'>): string => `token-${userCode}`;

const workflow = (number: number, kind: Workflow['class'], name: string, english: string): Workflow => ({
  id: id(3, number),
  name,
  order: number * 100,
  names: [
    { locale: 'ko_KR', name },
    { locale: 'en_US', name: english },
  ],
  class: kind,
});
const markdown = (content: string): Body => ({ mimeType: 'text/x-markdown', content });

const CAUSE: TagGroup = { id: id(5, 1), name: '원인', mandatory: true, selectOne: true };
const AREA: TagGroup = { id: id(5, 2), name: '영역', mandatory: false, selectOne: false };
const tag = (number: number, name: string, color: string, tagGroup: TagGroup | null = null): Tag => ({
  id: id(4, number),
  name: tagGroup === null ? name : `${tagGroup.name}:${name}`,
  color,
  tagGroup,
});

/** Takes tasks without tags. */
export const PRODUCT: Project = {
  id: id(2, 1),
  code: '제품개발',
  description: '제품의 결함과 개선 Defects and improvements of the product',
  type: 'public',
  scope: 'private',
  members: [
    { memberId: MINA.id, role: 'admin' },
    { memberId: ENGINEER.id, role: 'admin' },
    { memberId: JUN.id, role: 'member' },
    { memberId: REVIEWER.id, role: 'member' },
  ],
  workflows: [
    workflow(1, 'backlog', '언젠가', 'Some day'),
    workflow(2, 'registered', '할 일', 'To do'),
    workflow(3, 'working', '개발 중', 'In development'),
    workflow(4, 'working', '검토 중', 'In review'),
    workflow(5, 'closed', '배포 완료', 'Released'),
  ],
  tags: [tag(1, '화면', 'c6eab3', AREA), tag(2, '서버', 'b3d4ea', AREA), tag(3, '급함', 'f4b4b4')],
  templates: [
    {
      id: id(6, 1),
      templateName: '결함 신고 Defect report',
      subject: '[결함] ',
      body: markdown('## 무슨 일이 있었나요? What happened\n\n\n## 다시 일어나게 하려면? Steps to reproduce\n\n1. \n'),
      guide: markdown('한 업무에 결함 하나 One defect in one task'),
      toMemberIds: [ENGINEER.id],
      tagIds: [id(4, 2)],
      priority: 'normal',
      isDefault: true,
    },
    {
      id: id(6, 2),
      templateName: '개선 제안 Improvement',
      subject: '[제안] ',
      body: markdown('## 누구에게 왜 필요한가요? Who needs it, and why\n'),
      guide: markdown(''),
      toMemberIds: [],
      tagIds: [],
      priority: 'low',
      isDefault: false,
    },
  ],
};

/** Refuses a task without one tag of the group 원인, and others than its members. Everybody may look at it. */
export const ESCALATIONS: Project = {
  id: id(2, 2),
  code: 'escalations',
  description: 'What the contact center hands over 상담에서 넘긴 일',
  type: 'public',
  scope: 'public',
  members: [
    { memberId: MINA.id, role: 'admin' },
    { memberId: JUN.id, role: 'member' },
    { memberId: SORA.id, role: 'member' },
    { memberId: ENGINEER.id, role: 'member' },
  ],
  workflows: [
    workflow(11, 'registered', 'Received', 'Received'),
    workflow(12, 'working', 'Looking into it', 'Looking into it'),
    workflow(13, 'working', 'With the vendor', 'With the vendor'),
    workflow(14, 'closed', 'Solved', 'Solved'),
    workflow(15, 'closed', 'Not ours', 'Not ours'),
    workflow(16, 'backlog', 'Parked', 'Parked'),
  ],
  tags: [
    tag(11, '결함', 'f4b4b4', CAUSE),
    tag(12, '설정', 'b3d4ea', CAUSE),
    tag(13, '문의', 'c6eab3', CAUSE),
    tag(14, 'VIP', 'e6c9f2'),
  ],
  templates: [
    {
      id: id(6, 11),
      templateName: 'Handed over by the desk',
      subject: '',
      body: markdown('**What the customer expects:** \n\n**What we have tried:** \n'),
      guide: markdown('One tag of 원인 is needed.'),
      toMemberIds: [SORA.id],
      tagIds: [id(4, 13)],
      priority: 'high',
      isDefault: false,
    },
  ],
};

/** A member's own. */
export const MINAS_OWN: Project = {
  id: id(2, 3),
  code: '@mina',
  description: '',
  type: 'private',
  scope: 'private',
  members: [{ memberId: MINA.id, role: 'admin' }],
  workflows: [workflow(21, 'registered', '할 일', 'To do'), workflow(22, 'closed', '완료', 'Done')],
  tags: [],
  templates: [],
};

/** A fictitious organization: two teams' projects, one member's own, people with Korean and English names. */
export const SAMPLE_ORGANIZATION: Organization = {
  id: id(0, 1),
  tenantId: id(0, 2),
  name: '핸드오버 상사 Handover Trading',
  members: [MINA, JUN, SORA, ENGINEER, REVIEWER, GUEST],
  projects: [PRODUCT, ESCALATIONS, MINAS_OWN],
};

/** Tasks that are there from the start, the oldest first, made so many hours ago. */
export const SAMPLE_TASKS = [
  {
    hoursAgo: 70,
    project: PRODUCT,
    from: ENGINEER,
    to: [JUN],
    subject: '영수증 PDF에서 한글이 깨집니다',
    content: '글꼴이 문서에 들어 있지 않습니다. The font is not embedded.',
    workflow: 2,
    tags: [1],
    comments: [{ from: JUN, content: '다음 배포에 들어갑니다. In the next release.' }],
  },
  {
    hoursAgo: 30,
    project: PRODUCT,
    from: MINA,
    to: [ENGINEER],
    subject: 'Order status stays on “packed” after delivery',
    content: 'Seen with two carriers since Monday.\n\n- carrier A: 14 orders\n- carrier B: 3 orders',
    workflow: 1,
    tags: [],
    comments: [],
  },
  {
    hoursAgo: 5,
    project: ESCALATIONS,
    from: SORA,
    to: [SORA],
    subject: '환불 금액이 두 번 표시됨',
    content: '고객 화면에만 그렇게 보입니다.',
    workflow: 0,
    tags: [0],
    comments: [],
  },
] as const;
