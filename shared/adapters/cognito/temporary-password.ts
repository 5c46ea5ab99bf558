import { randomInt } from 'node:crypto';

/** One letter of each kind at least, as the user pool asks for; without those that look alike in many typefaces. */
const KINDS = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!?%+='] as const;
const LETTERS = KINDS.join('');
const LENGTH = 18;

const drawn = (): string => Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]!).join('');

/** A password of 18 random letters (about 105 bits) that the user pool's policy takes. */
export const temporaryPassword = (): string => {
  for (;;) {
    const password = drawn();
    if (KINDS.every((kind) => [...kind].some((letter) => password.includes(letter)))) return password;
  }
};
