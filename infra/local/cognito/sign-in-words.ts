const en = {
  title: 'Sign in',
  lead: 'with your account',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  oneClick: 'People on this machine',
  signInAs: (name: string) => `Sign in as ${name}`,
  newTitle: 'Choose a new password',
  newLead: 'Your password was a temporary one.',
  newPassword: 'New password',
  newSubmit: 'Save and sign in',
  wrong: 'E-mail or password is not right.',
  locked: (seconds: number) => `Too many wrong passwords. Try again in ${String(seconds)} seconds.`,
  disabled: 'This account is switched off. Ask an administrator.',
  temporaryExpired: 'The temporary password has expired. Ask an administrator for a new one.',
  missing: 'Enter your e-mail and your password.',
  weak: (reason: string) => `That password won’t do: ${reason.toLowerCase()}.`,
  expired: 'This sign-in was left too long, or was begun in another browser.',
  failed: 'Sign-in can’t go on like this.',
  back: 'Back to the website',
  signedOut: 'You are signed out.',
  policy: (length: number) => `At least ${String(length)} characters.`,
};

export type SignInWords = typeof en;
export type SignInLanguage = 'en' | 'ko';

/** The particle after a Korean name: `로` after a vowel or ㄹ, else `으로`; both where the sound isn't known. */
const towards = (name: string) => {
  const last = name.codePointAt(name.length - 1) ?? 0;
  if (last < 0xac00 || last > 0xd7a3) return '(으)로';
  return [0, 8].includes((last - 0xac00) % 28) ? '로' : '으로';
};

const ko: SignInWords = {
  title: '로그인',
  lead: '계정으로 로그인하세요.',
  email: '이메일',
  password: '비밀번호',
  submit: '로그인',
  oneClick: '이 컴퓨터의 사용자',
  signInAs: (name) => `${name}${towards(name)} 로그인`,
  newTitle: '새 비밀번호 설정',
  newLead: '임시 비밀번호로 로그인했습니다.',
  newPassword: '새 비밀번호',
  newSubmit: '저장하고 로그인',
  wrong: '이메일 또는 비밀번호가 올바르지 않습니다.',
  locked: (seconds) => `비밀번호를 여러 번 잘못 입력했습니다. ${String(seconds)}초 뒤에 다시 시도하세요.`,
  disabled: '사용이 중지된 계정입니다. 관리자에게 문의하세요.',
  temporaryExpired: '임시 비밀번호가 만료되었습니다. 관리자에게 새 비밀번호를 요청하세요.',
  missing: '이메일과 비밀번호를 입력하세요.',
  weak: (reason) => `사용할 수 없는 비밀번호입니다. (${reason})`,
  expired: '로그인 시간이 지났거나 다른 브라우저에서 시작된 로그인입니다.',
  failed: '로그인을 계속할 수 없습니다.',
  back: '웹사이트로 돌아가기',
  signedOut: '로그아웃했습니다.',
  policy: (length) => `${String(length)}자 이상 입력하세요.`,
};

/** What the sign-in pages show of the product that people sign in to. */
export type SignInLook = {
  /** The product's name. */
  readonly name: string;
  /** An inline SVG that stands before the name. */
  readonly mark: string;
  readonly words: Readonly<Record<SignInLanguage, Partial<Pick<SignInWords, 'lead' | 'oneClick' | 'back'>>>>;
  /** The path of a stylesheet that loads fonts (`*.woff2`) from folders beside it. */
  readonly stylesheet?: string;
};

export const plainLook: SignInLook = { name: '', mark: '', words: { en: {}, ko: {} } };

export const signInWords = (language: SignInLanguage, look: SignInLook): SignInWords => ({
  ...{ en, ko }[language],
  ...look.words[language],
});

/** The first of the asked languages (`ui_locales`, `lang`, Accept-Language) that there is. */
export const signInLanguage = (...asked: readonly (string | undefined)[]): SignInLanguage => {
  for (const list of asked) {
    for (const tag of (list ?? '').toLowerCase().split(/[\s,]+/)) {
      if (/^ko\b/.test(tag)) return 'ko';
      if (/^en\b/.test(tag)) return 'en';
    }
  }
  return 'en';
};
