import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { type SignInLanguage, type SignInLook, signInWords } from './sign-in-words.ts';

/** Where the sign-in pages find their stylesheet and its fonts. */
export const TYPEFACE_PATH = '/typeface/';

const FONT = /^[\w-]+\/[\w.-]+\.woff2$/;

/** Answers with the stylesheet or one of its fonts; false for any other path. */
export const sendTypeface = async (
  stylesheet: string | undefined,
  path: string,
  response: ServerResponse,
): Promise<boolean> => {
  const name = path.slice(TYPEFACE_PATH.length);
  if (stylesheet === undefined || (name !== basename(stylesheet) && !FONT.test(name))) return false;
  const body = await readFile(join(dirname(stylesheet), name)).catch(() => undefined);
  if (body === undefined) return false;
  response.writeHead(200, {
    'content-type': name.endsWith('.css') ? 'text/css; charset=utf-8' : 'font/woff2',
    'cache-control': 'public, max-age=86400',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
  return true;
};

type OneClickPerson = {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
};

type SignInView = {
  readonly language: SignInLanguage;
  /** The path that the form is posted to. */
  readonly action: string;
  readonly email: string;
  readonly error?: string;
  readonly people: readonly OneClickPerson[];
};

const css = `
:root{color-scheme:light dark;--ground:light-dark(#f8fafc,#0c0e14);--card:light-dark(#fff,#151821);--line:light-dark(#e2e8f0,#2b303c);--field:light-dark(#cbd5e1,#3a4150);--text:light-dark(#0f172a,#eceef2);--soft:light-dark(#64748b,#98a2b3);--accent:#4f46e5;--accent-hover:#4338ca;--ring:light-dark(#6366f1,#a5b4fc);--tint:light-dark(#eef2ff,#232548);--tint-text:light-dark(#4338ca,#c7d2fe);--bad:light-dark(#b91c1c,#fca5a5);--bad-ground:light-dark(#fef2f2,#2a1618)}
*{box-sizing:border-box}html{height:100%}body{margin:0;min-height:100%;display:grid;place-items:center;padding:24px 16px;background:var(--ground);color:var(--text);font:14px/20px 'Pretendard Variable',Pretendard,-apple-system,BlinkMacSystemFont,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic',sans-serif;-webkit-font-smoothing:antialiased}
main{width:100%;max-width:384px}.mark{display:flex;align-items:center;justify-content:center;gap:8px;font-weight:700;font-size:16px;letter-spacing:-.01em;margin-bottom:20px}.mark svg{display:block}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:28px 28px 24px}h1{font-size:20px;line-height:28px;margin:0;letter-spacing:-.01em}.lead{margin:0 0 20px;color:var(--soft)}
label{display:block;font-weight:500;font-size:13px;margin:0 0 4px}input{width:100%;height:40px;font:inherit;color:inherit;background:transparent;border:1px solid var(--field);border-radius:6px;padding:0 12px;margin-bottom:16px}
input:hover{border-color:var(--soft)}:focus-visible{outline:2px solid var(--ring);outline-offset:1px}.hint{margin:-10px 0 16px;color:var(--soft);font-size:12px;line-height:16px}
.primary{width:100%;height:40px;border:0;border-radius:6px;background:var(--accent);color:#fff;font:inherit;font-weight:600;cursor:pointer}.primary:hover{background:var(--accent-hover)}
.error{background:var(--bad-ground);color:var(--bad);border-radius:6px;padding:10px 12px;margin:0 0 16px}
.people{margin-top:16px}.people h2{font-size:12px;line-height:16px;font-weight:500;color:var(--soft);margin:0 0 8px;text-align:center}
.person{width:100%;display:flex;align-items:center;gap:12px;text-align:left;background:var(--card);border:1px solid var(--line);color:inherit;font:inherit;padding:8px 12px;cursor:pointer;margin-top:-1px}
.person:first-of-type{border-radius:8px 8px 0 0}.person:last-of-type{border-radius:0 0 8px 8px}.person:only-of-type{border-radius:8px}.person:hover{background:var(--tint)}.person:focus-visible{position:relative;z-index:1}
.face{flex:none;width:32px;height:32px;border-radius:50%;display:grid;place-items:center;background:var(--tint);color:var(--tint-text);font-weight:600;font-size:12px}.person:hover .face{background:var(--card)}
.person b{display:block;font-weight:600}.person small{display:block;color:var(--soft);font-size:12px;line-height:16px}a{color:var(--tint-text)}
`;

const escapeHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const page = (look: SignInLook, language: SignInLanguage, title: string, body: string) => {
  const mark = look.name === '' ? '' : `<div class="mark">${look.mark}${escapeHtml(look.name)}</div>`;
  const titled = look.name === '' ? title : `${title} · ${look.name}`;
  const stylesheet =
    look.stylesheet === undefined
      ? ''
      : `<link rel="stylesheet" href="${TYPEFACE_PATH}${escapeHtml(basename(look.stylesheet))}">`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(titled)}</title>${stylesheet}<style>${css}</style></head><body><main>${mark}${body}</main></body></html>`;
};

const alert = (error: string | undefined) =>
  error === undefined ? '' : `<p class="error" role="alert" id="error">${escapeHtml(error)}</p>`;
const described = (error: string | undefined) =>
  error === undefined ? '' : ' aria-describedby="error" aria-invalid="true"';

/** E-mail and password, and below it a button for each person who may sign in by one click. */
export const signInPage = (look: SignInLook, { language, action, email, error, people }: SignInView): string => {
  const words = signInWords(language, look);
  const buttons = people.map(
    ({ sub, name, email: address, role }) =>
      `<button class="person" name="person" value="${escapeHtml(sub)}" title="${escapeHtml(address)}" aria-label="${escapeHtml(words.signInAs(name))}"><span class="face" aria-hidden="true">${escapeHtml(initials(name))}</span><span><b>${escapeHtml(words.signInAs(name))}</b>${role === '' ? '' : `<small>${escapeHtml(role)}</small>`}</span></button>`,
  );
  const focus = email === '' ? ['autofocus', ''] : ['', 'autofocus'];
  return page(
    look,
    language,
    words.title,
    `<form class="card" method="post" action="${escapeHtml(action)}">
<h1>${words.title}</h1><p class="lead">${words.lead}</p>${alert(error)}
<label for="email">${words.email}</label><input id="email" name="email" type="email" autocomplete="username" inputmode="email" spellcheck="false" required value="${escapeHtml(email)}" ${focus[0]!}${described(error)}>
<label for="password">${words.password}</label><input id="password" name="password" type="password" autocomplete="current-password" required ${focus[1]!}${described(error)}>
<button class="primary">${words.submit}</button></form>
${buttons.length === 0 ? '' : `<form class="people" method="post" action="${escapeHtml(action)}"><h2>${words.oneClick}</h2>${buttons.join('')}</form>`}`,
  );
};

type NewPasswordView = {
  readonly language: SignInLanguage;
  readonly action: string;
  readonly challenge: string;
  readonly email: string;
  readonly minimumLength: number;
  readonly error?: string;
};

/** The form for a new password, shown after signing in with a temporary one. */
export const newPasswordPage = (
  look: SignInLook,
  { language, action, challenge, email, minimumLength, error }: NewPasswordView,
): string => {
  const words = signInWords(language, look);
  return page(
    look,
    language,
    words.newTitle,
    `<form class="card" method="post" action="${escapeHtml(action)}">
<h1>${words.newTitle}</h1><p class="lead">${words.newLead}</p>${alert(error)}
<input type="hidden" name="challenge" value="${escapeHtml(challenge)}"><input name="email" type="email" autocomplete="username" value="${escapeHtml(email)}" hidden>
<label for="new">${words.newPassword}</label><input id="new" name="new_password" type="password" autocomplete="new-password" required minlength="${String(minimumLength)}" autofocus${described(error)}>
<p class="hint">${words.policy(minimumLength)}</p><button class="primary">${words.newSubmit}</button></form>`,
  );
};

/** A page with a title, a sentence and a link to the website (`back`): for errors and for the sign-out. */
export const messagePage = (
  look: SignInLook,
  language: SignInLanguage,
  title: string,
  detail: string,
  back: string | undefined,
): string => {
  const words = signInWords(language, look);
  return page(
    look,
    language,
    title,
    `<div class="card"><h1>${escapeHtml(title)}</h1><p class="lead">${escapeHtml(detail)}</p>${back === undefined ? '' : `<a href="${escapeHtml(back)}">${words.back}</a>`}</div>`,
  );
};

const initials = (name: string) => {
  const words = name.trim().split(/\s+/);
  return words.length === 1 ? words[0]!.slice(0, 2) : `${words[0]!.slice(0, 1)}${words.at(-1)!.slice(0, 1)}`;
};
