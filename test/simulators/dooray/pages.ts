import { CLASSES, type Member, type Project, type Workflow } from './organization.ts';
import { type Log, Refused, type Task, type TaskStore } from './task-store.ts';

/** What a page answers. */
export type PageAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** Addresses below which the pages are. */
export const isPage = (path: string): boolean => path === '/' || path.startsWith('/project/tasks/');

const CSS = `
:root{color-scheme:light dark;--bg:light-dark(#f7f7f5,#111316);--card:light-dark(#fff,#1b1e23);--line:light-dark(#dededa,#30343b);--text:light-dark(#22252a,#e6e7e9);--soft:light-dark(#62666d,#a2a7af);--accent:light-dark(#1f5fbf,#8ab4f8);--on:light-dark(#fff,#10131a);
--backlog:light-dark(#6b7280,#9ca3af);--registered:light-dark(#b45309,#f0b35e);--working:light-dark(#1d6fb8,#6cb6f5);--closed:light-dark(#2f7d4f,#77c99a)}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:15px/23px -apple-system,BlinkMacSystemFont,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',sans-serif;overflow-wrap:anywhere}
main{max-width:1120px;margin:0 auto;padding:20px 16px 64px}a{color:var(--accent)}h1{font-size:20px;line-height:28px;margin:4px 0 16px}h2{font-size:17px;margin:32px 0 2px}h3{font-size:14px;line-height:20px;margin:0 0 8px;display:flex;gap:8px;align-items:baseline}
p{margin:0 0 8px}.soft{color:var(--soft)}.small{font-size:13px;line-height:20px}.board{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,160px),1fr));gap:12px;margin-top:12px}
.column,.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px}.column{border-top:3px solid var(--class)}.card{margin-bottom:12px;padding:16px}.forms .card{margin:0}h3 .soft{font-weight:400}
.task{display:block;color:inherit;text-decoration:none;border-top:1px solid var(--line);padding:8px 0}.task:hover b,.task:focus-visible b{text-decoration:underline}.task b{display:block;font-weight:600}
.badge{display:inline-block;border:1px solid var(--class);color:var(--class);border-radius:99px;padding:0 10px;font-size:13px;line-height:22px}.backlog{--class:var(--backlog)}.registered{--class:var(--registered)}.working{--class:var(--working)}.closed{--class:var(--closed)}
.text{white-space:pre-wrap}.head{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;margin-bottom:8px}.forms{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,280px),1fr));gap:12px}
label{display:block;font-size:13px;color:var(--soft);margin-bottom:10px}select,textarea{display:block;width:100%;margin-top:2px;font:inherit;color:var(--text);background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:8px 10px}textarea{min-height:88px;resize:vertical}
button{font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:6px;padding:8px 16px;cursor:pointer}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}summary{cursor:pointer;color:var(--soft);font-size:13px;margin-top:8px}details form{margin-top:8px}
`;

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
const html = (title: string, body: string): string =>
  `<!doctype html><html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${CSS}</style></head><body><main>${body}</main></body></html>`;
const page = (title: string, body: string, status = 200): PageAnswer => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  },
  body: html(title, body),
});

/** Markdown as text: what was escaped looks as it was meant, and addresses of the web are links. */
const shown = (markdown: string): string => {
  const parts = markdown.split(/(<https?:\/\/[^\s<>]+>|https?:\/\/[^\s<>"'\\]*[^\s<>"'\\.,;:!?)\]])/);
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return escape(part.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1'));
      const url = escape(part.replaceAll(/^<|>$/g, ''));
      return `<a href="${url}" rel="noopener noreferrer">${url}</a>`;
    })
    .join('');
};
const time = (at: number): string => {
  const iso = new Date(at).toISOString();
  return `<time class="soft small" datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
};
const badge = ({ class: kind, name }: Workflow): string => `<span class="badge ${kind}">${escape(name)}</span>`;
const options = (all: readonly { readonly id: string; readonly name: string }[], chosen?: string): string =>
  all
    .map(({ id, name }) => `<option value="${id}"${id === chosen ? ' selected' : ''}>${escape(name)}</option>`)
    .join('');

/** The organization as its members see it, and what they can do there. `changedBy` tells when they have. */
export const doorayPages = (store: TaskStore, commentTouches: () => boolean) => {
  const { organization } = store;
  const peopleOf = (project: Project): readonly Member[] =>
    project.members.map(({ memberId }) => store.member(memberId));

  const board = (project: Project): string => {
    const tasks = store.tasksOf(project).toReversed();
    const columns = CLASSES.flatMap((kind) => project.workflows.filter((each) => each.class === kind)).map(
      (workflow) => {
        const cards = tasks
          .filter(({ workflowId }) => workflowId === workflow.id)
          .map(
            (task) =>
              `<a class="task" href="/project/tasks/${task.id}"><b>${escape(task.subject)}</b><span class="soft small">#${String(task.number)} · ${escape(task.toIds.map((each) => store.member(each).name).join(', ') || '담당자 없음 Nobody')}</span></a>`,
          );
        return `<section class="column ${workflow.class}" aria-label="${escape(workflow.name)}"><h3>${escape(workflow.name)} <span class="soft small">${String(cards.length)}</span></h3>${cards.join('')}</section>`;
      },
    );
    return `<h2>${escape(project.code)}</h2><p class="soft small">${escape(project.description)}</p><div class="board">${columns.join('')}</div>`;
  };
  const boards = (): PageAnswer =>
    page(
      `${organization.name}`,
      `<h1>${escape(organization.name)}</h1><p class="soft">Dooray! 모의 서비스 · A simulated organization: what is done here is told to the projects’ hooks.</p>${organization.projects.map(board).join('')}`,
    );

  const entry = (task: Task, log: Log): string => {
    const { name } = store.member(log.creatorId);
    const head = `<div class="head"><b>${escape(name)}</b>${time(log.createdAt)}${log.modifiedAt === log.createdAt ? '' : '<span class="soft small">수정됨 edited</span>'}</div>`;
    if (log.type === 'event')
      return `<p class="soft small">${escape(name)}: ${escape(log.body.content)} · ${time(log.createdAt)}</p>`;
    return `<article class="card" id="c${log.id}">${head}<div class="text">${shown(log.body.content)}</div><details><summary>수정 Edit</summary><form method="post" action="/project/tasks/${task.id}/comments/${log.id}"><input type="hidden" name="member" value="${log.creatorId}"><label>댓글 Comment<textarea name="text" required>${escape(log.body.content)}</textarea></label><button>저장 Save</button></form></details></article>`;
  };
  const taskPage = (task: Task): PageAnswer => {
    const project = store.project(task.projectId);
    const people = peopleOf(project);
    const first = people.find(({ id }) => task.toIds.includes(id))?.id;
    const who = `<label>누구로 As<select name="member">${options(people, first)}</select></label>`;
    const names = (ids: readonly string[]) => escape(ids.map((each) => store.member(each).name).join(', ') || '–');
    const tags = task.tagIds.map((tagId) => project.tags.find(({ id }) => id === tagId)?.name ?? tagId);
    const files = task.files.map(
      ({ id, name, size }) =>
        `<li><a href="/project/tasks/${task.id}/files/${id}">${escape(name)}</a> <span class="soft small">${String(size)} bytes</span></li>`,
    );
    return page(
      `${task.subject} · ${project.code}`,
      `<p class="small"><a href="/">← ${escape(organization.name)}</a></p><h1>${escape(task.subject)}</h1>
<div class="card"><div class="head">${badge(store.workflow(project, task.workflowId))}<span class="soft small">${escape(project.code)}/${String(task.number)} · ${escape(task.priority)}</span>${time(task.createdAt)}</div>
<p class="soft small">등록 From: ${names([task.fromId])} · 담당 To: ${names(task.toIds)} · 태그 Tags: ${escape(tags.join(', ') || '–')}</p><div class="text">${shown(task.body.content)}</div>${files.length === 0 ? '' : `<ul>${files.join('')}</ul>`}</div>
${store
  .logsOf(task)
  .map((log) => entry(task, log))
  .join('')}
<div class="forms"><form class="card" method="post" action="/project/tasks/${task.id}/comments"><h3>댓글 Comment</h3>${who}<label>내용 Text<textarea name="text" required></textarea></label><button>쓰기 Write</button></form>
<form class="card" method="post" action="/project/tasks/${task.id}/move"><h3>상태 바꾸기 Move</h3>${who}<label>상태 Workflow<select name="workflow">${options(project.workflows, task.workflowId)}</select></label><button>바꾸기 Move</button></form></div>`,
    );
  };

  const act = (task: Task, what: string, logId: string | undefined, form: URLSearchParams): PageAnswer => {
    const project = store.project(task.projectId);
    const by = peopleOf(project).find(({ id }) => id === form.get('member'));
    if (by === undefined) throw new Refused(400, 'Choose a member of the project');
    // Browsers send the lines of a text with CRLF.
    const content = (form.get('text') ?? '').replaceAll('\r\n', '\n');
    if (what === 'move') store.moveTask(project, task, by, form.get('workflow') ?? '', 'person');
    else if (logId !== undefined) store.editComment(project, task, by, logId, content);
    else store.comment(project, task, by, { mimeType: 'text/x-markdown', content }, 'person', commentTouches());
    return { status: 303, headers: { location: `/project/tasks/${task.id}` }, body: '' };
  };

  const respond = (method: string, path: string, body: string): PageAnswer => {
    if (path === '/' && method === 'GET') return boards();
    const [, postId = '', what = '', itemId] =
      /^\/project\/tasks\/(\d+)(?:\/(move|comments|files)(?:\/(\d+))?)?$/.exec(path) ?? [];
    const task = store.taskById(postId);
    if (task === undefined) throw new Refused(404, 'There is no such task');
    if (method === 'POST' && (what === 'move' || what === 'comments'))
      return act(task, what, itemId, new URLSearchParams(body));
    if (method === 'GET' && what === '') return taskPage(task);
    const file = what === 'files' && method === 'GET' ? task.files.find(({ id }) => id === itemId) : undefined;
    if (file === undefined) throw new Refused(404, 'There is nothing here');
    return {
      status: 200,
      headers: {
        'content-type': 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      },
      body: Buffer.from(file.content, 'base64'),
    };
  };
  /** Another site's page may not act for whoever has this one open. */
  return (method: string, path: string, body: string, fetchSite: string | undefined): PageAnswer => {
    try {
      if (method !== 'GET' && fetchSite !== undefined && fetchSite !== 'same-origin')
        throw new Refused(403, 'Forms are taken from these pages alone');
      return respond(method, path, body);
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      return page(
        'Dooray!',
        `<h1>${escape(cause.message)}</h1><p><a href="/">← ${escape(organization.name)}</a></p>`,
        cause.status,
      );
    }
  };
};
