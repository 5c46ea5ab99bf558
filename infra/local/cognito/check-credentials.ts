import { randomUUID } from 'node:crypto';
import { hashPassword, isPassword, passwordFault } from './passwords.ts';
import { oneClickValue, type UserPool } from './user-pool.ts';
import type { User, UserStore } from './user-store.ts';

export type SignInOutcome =
  | { readonly kind: 'in'; readonly sub: string }
  | { readonly kind: 'new_password'; readonly challenge: string; readonly reason?: string }
  | { readonly kind: 'refused'; readonly reason: 'wrong' | 'disabled' | 'temporary_expired' | 'missing' | 'expired' }
  | { readonly kind: 'refused'; readonly reason: 'locked'; readonly seconds: number };

export type Credentials = {
  byPassword(email: string, password: string): Promise<SignInOutcome>;
  /** Answers the challenge that a temporary password was met with. */
  byNewPassword(challenge: string, password: string): Promise<SignInOutcome>;
  /** Without a password: only for people who have the pool's one-click attribute. */
  byOneClick(sub: string): SignInOutcome;
  oneClickPeople(): readonly User[];
};

/** As Cognito: after five wrong passwords one second, then twice as long each time, at most 15 minutes. */
const freeTries = 5;
const longestLockSeconds = 15 * 60;
/** Cognito's session for a challenge. */
const challengeMs = 3 * 60_000;

export const credentials = (pool: UserPool, users: UserStore): Credentials => {
  const failures = new Map<string, { readonly count: number; readonly until: number }>();
  const challenges = new Map<string, { readonly sub: string; readonly until: number }>();

  const failed = (key: string): SignInOutcome => {
    const count = (failures.get(key)?.count ?? 0) + 1;
    const seconds = count < freeTries ? 0 : Math.min(longestLockSeconds, 2 ** (count - freeTries));
    failures.set(key, { count, until: Date.now() + seconds * 1000 });
    return { kind: 'refused', reason: 'wrong' };
  };
  const challenged = (sub: string, reason?: string): SignInOutcome => {
    const challenge = randomUUID();
    challenges.set(challenge, { sub, until: Date.now() + challengeMs });
    return { kind: 'new_password', challenge, ...(reason === undefined ? {} : { reason }) };
  };
  const mayByOneClick = (user: User) => user.enabled && oneClickValue(pool, user.attributes) !== undefined;

  return {
    byPassword: async (email, password) => {
      const key = email.trim().toLowerCase();
      if (key === '' || password === '') return { kind: 'refused', reason: 'missing' };
      const lockedMs = (failures.get(key)?.until ?? 0) - Date.now();
      if (lockedMs > 0) return { kind: 'refused', reason: 'locked', seconds: Math.ceil(lockedMs / 1000) };
      const user = users.find(key);
      const right = await isPassword(password, user?.passwordHash);
      if (!user || !right) return failed(key);
      failures.delete(key);
      if (!user.enabled) return { kind: 'refused', reason: 'disabled' };
      if (user.status === 'CONFIRMED') return { kind: 'in', sub: user.sub };
      const validMs = Number(pool.passwordPolicy.TemporaryPasswordValidityDays ?? 7) * 86_400_000;
      return Date.now() > (user.passwordSetAt ?? 0) + validMs
        ? { kind: 'refused', reason: 'temporary_expired' }
        : challenged(user.sub);
    },
    byNewPassword: async (challenge, password) => {
      const known = challenges.get(challenge);
      challenges.delete(challenge);
      if (!known || known.until < Date.now()) return { kind: 'refused', reason: 'expired' };
      const fault = passwordFault(password, pool.passwordPolicy);
      if (fault !== undefined) return challenged(known.sub, fault);
      const passwordHash = await hashPassword(password);
      const user = users.bySub(known.sub);
      if (user?.enabled !== true) return { kind: 'refused', reason: 'disabled' };
      users.put({ ...user, passwordHash, passwordSetAt: Date.now(), status: 'CONFIRMED', modifiedAt: Date.now() });
      return { kind: 'in', sub: user.sub };
    },
    byOneClick: (sub) => {
      const user = users.bySub(sub);
      return user && mayByOneClick(user) ? { kind: 'in', sub } : { kind: 'refused', reason: 'disabled' };
    },
    oneClickPeople: () => users.all().filter(mayByOneClick),
  };
};
