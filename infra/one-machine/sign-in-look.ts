import { createRequire } from 'node:module';
import type { SignInLook } from '../local/host-assembly.ts';

/** The sign-in pages of one machine look like the console that they lead to. */
export const signInLook: SignInLook = {
  name: 'Handover',
  mark: '<svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6" fill="#4f46e5"/><path d="M7 6.5v11M17 6.5v11M7 12h10M13.5 8.5 17 12l-3.5 3.5" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>',
  words: {
    en: { lead: 'to the ticket desk', oneClick: 'Demo people on this machine', back: 'Back to the desk' },
    ko: { lead: '티켓 데스크', oneClick: '이 컴퓨터의 데모 사용자', back: '데스크로 돌아가기' },
  },
  stylesheet: createRequire(import.meta.url).resolve(
    'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css',
  ),
};
