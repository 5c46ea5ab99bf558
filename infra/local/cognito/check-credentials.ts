import { randomBytes, randomInt, scrypt, timingSafeEqual, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { oneClickValue, type PasswordPolicy, type UserPool } from './user-pool.ts';
import type { User, UserStore } from './user-store.ts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** `salt:hash` in base64, by scrypt. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return `${salt.toString('base64')}:${(await derive(password.normalize('NFC'), salt, 32)).toString('base64')}`;
};

/** Takes the same time for an unknown user, so that the time doesn't tell who exists. */
const isPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [salt = '', hash = ''] = stored?.split(':') ?? [];
  const derived = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64'), 32);
  const expected = Buffer.from(hash, 'base64');
  return expected.length === derived.length && timingSafeEqual(expected, derived);
};

const classes = [
  ['RequireLowercase', /[a-z]/, 'lowercase characters'],
  ['RequireUppercase', /[A-Z]/, 'uppercase characters'],
  ['RequireNumbers', /\d/, 'numeric characters'],
  ['RequireSymbols', /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, 'symbol characters'],
] as const;

/** The rule that the password breaks, in Cognito's words; undefined for a good password. */
export const passwordFault = (password: string, policy: PasswordPolicy): string | undefined => {
  if (password.length < Number(policy.MinimumLength ?? 8)) return 'Password not long enough';
  if (password.length > 256) return 'Password is too long';
  const missing = classes.find(([rule, pattern]) => String(policy[rule] ?? true) === 'true' && !pattern.test(password));
  return missing && `Password must have ${missing[2]}`;
};

const symbols = {
  lower: 'abcdefghijkmnpqrstuvwxyz',
  upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ',
  digit: '23456789',
  symbol: '!@#%&*-_=+',
};

/** Four of each kind, so that any policy up to 16 characters takes it. */
export const temporaryPassword = (): string => {
  const picked = Object.values(symbols).flatMap((set) => Array.from({ length: 4 }, () => set[randomInt(set.length)]!));
  return picked
    .map((letter) => [randomInt(2 ** 40), letter] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, letter]) => letter)
    .join('');
};

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
/** How long a challenge can be answered, as on Cognito. */
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
