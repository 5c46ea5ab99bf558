import { readHook } from '../../../../shared/domain/dooray/read-hook.ts';

const [PROJECT, POST, MEMBER, COMMENT, WORKFLOW] = ['01', '02', '03', '04', '05'].map(
  (end) => `31000000000000000${end}`,
);
const context = {
  post: { id: POST, subject: 'A task', number: 12 },
  project: { id: PROJECT, code: '제품개발' },
  tenant: { id: '3100000000000000009' },
  source: { type: 'member', member: { id: MEMBER, name: '박준', userCode: 'jun', emailAddress: 'jun@example.com' } },
};
const moved = {
  ...{ hookEventType: 'postWorkflowChanged', hookVersion: 2 },
  workflow: {
    id: WORKFLOW,
    names: [
      { locale: 'ko_KR', name: '개발 중' },
      { locale: 'en_US', name: 'In development' },
    ],
    class: 'working',
  },
  ...context,
};
const commented = {
  ...{ hookEventType: 'postCommentCreated', hookVersion: 2 },
  comment: {
    id: COMMENT,
    subtype: 'general',
    createdAt: '2026-12-01T10:00:00+09:00',
    body: { mimeType: 'text/x-markdown', content: '보고 있습니다' },
    creator: { type: 'member', member: { organizationMemberId: MEMBER, name: '박준' } },
  },
  organization: { id: '3100000000000000008' },
  ...context,
};
const by = { projectId: PROJECT, postId: POST, byMemberId: MEMBER, byName: '박준', isByApi: false };
const { comment, ...uncommented } = commented;
const { body: _body, ...bodyless } = comment;

describe.each<[string, unknown, object]>([
  [
    'a documented move',
    moved,
    { ...by, kind: 'workflow_changed', class: 'working', workflowId: WORKFLOW, workflowName: '개발 중' },
  ],
  [
    'a live move that a call of the API caused',
    {
      ...moved,
      ...{ hookVersion: undefined, version: 2, webhookType: 'postWorkflowChanged' },
      ...{ titleLink: 'https://example.dooray.com/project/tasks/1', requestOrigin: { type: 'open-api' } },
    },
    {
      ...by,
      isByApi: true,
      ...{ kind: 'workflow_changed', class: 'working', workflowId: WORKFLOW, workflowName: '개발 중' },
    },
  ],
  [
    'a move to a class that we don’t know',
    { ...moved, workflow: { id: WORKFLOW, class: 'frozen' } },
    { ...by, kind: 'workflow_changed', workflowId: WORKFLOW },
  ],
  ['a move without its workflow', { ...moved, workflow: null }, { ...by, kind: 'workflow_changed' }],
  [
    'a documented comment',
    commented,
    {
      ...by,
      ...{ kind: 'comment_created', commentId: COMMENT, text: '보고 있습니다', mimeType: 'text/x-markdown' },
      createdAt: '2026-12-01T10:00:00+09:00',
    },
  ],
  [
    'a live comment, under `log` and without its text',
    { ...uncommented, hookEventType: undefined, webhookType: 'postCommentCreated', version: 2, log: bodyless },
    { ...by, kind: 'comment_created', commentId: COMMENT, createdAt: '2026-12-01T10:00:00+09:00' },
  ],
  [
    'a comment that came by mail',
    {
      ...commented,
      comment: { id: COMMENT, body: { mimeType: 'text/html', content: '' }, creator: { type: 'emailUser' } },
      source: { type: 'emailUser', emailUser: { emailAddress: 'customer@example.com' } },
    },
    {
      projectId: PROJECT,
      postId: POST,
      isByApi: false,
      kind: 'comment_created',
      commentId: COMMENT,
      mimeType: 'text/html',
    },
  ],
])('given %s', (_, payload, expected) => {
  it('then it is read', () => {
    expect(readHook(JSON.parse(JSON.stringify(payload)))).toEqual(expected);
  });
});

it.each<[string, unknown]>([
  ['another event', { ...moved, hookEventType: 'postTagChanged' }],
  ['no event', { ...moved, hookEventType: undefined }],
  ['a hook without its task', { ...moved, post: {} }],
  ['a hook without its project', { ...moved, project: null }],
  ['an id that a number has rounded', { ...moved, post: { id: 3100000000000000002 } }],
  ['an id that is a path', { ...moved, post: { id: '../1' } }],
  ['a comment without id', { ...commented, comment: { body: {} } }],
  ['a comment that is nowhere', uncommented],
  ['a list', [moved]],
  ['a text', 'postWorkflowChanged'],
  ['null', null],
  ['nothing', undefined],
])('given %s, then it is no news', (_, payload) => {
  expect(readHook(payload)).toBeUndefined();
});
