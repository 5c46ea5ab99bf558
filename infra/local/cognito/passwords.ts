import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** `salt:hash` in base64, by scrypt. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return `${salt.toString('base64')}:${(await derive(password.normalize('NFC'), salt, 32)).toString('base64')}`;
};

/** Takes the same time whether or not there is a hash to compare with. */
export const isPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [salt = '', hash = ''] = stored?.split(':') ?? [];
  const derived = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64'), 32);
  const expected = Buffer.from(hash, 'base64');
  return expected.length === derived.length && timingSafeEqual(expected, derived);
};

/** As in the template's `Policies.PasswordPolicy`; the defaults are Cognito's. */
export type PasswordPolicy = {
  readonly MinimumLength?: number | string;
  readonly RequireLowercase?: boolean | string;
  readonly RequireUppercase?: boolean | string;
  readonly RequireNumbers?: boolean | string;
  readonly RequireSymbols?: boolean | string;
  readonly TemporaryPasswordValidityDays?: number | string;
};

const classes = [
  ['RequireLowercase', /[a-z]/, 'lowercase characters'],
  ['RequireUppercase', /[A-Z]/, 'uppercase characters'],
  ['RequireNumbers', /\d/, 'numeric characters'],
  ['RequireSymbols', /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, 'symbol characters'],
] as const;

/** What the password lacks, in Cognito's words; undefined when nothing. */
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
