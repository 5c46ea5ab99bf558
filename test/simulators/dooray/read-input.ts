import type { Body } from './organization.ts';
import { Refused } from './task-store.ts';

// What callers write, read as strictly as the documentation allows. Throws Refused.

type Json = Readonly<Record<string, unknown>>;
const MIME_TYPES = ['text/x-markdown', 'text/html'];

export const jsonOf = (body: Buffer): Json => {
  try {
    return object(JSON.parse(body.toString('utf8')), 'body');
  } catch (cause) {
    if (cause instanceof Refused) throw cause;
    throw new Refused(400, 'The body is no JSON');
  }
};
export const object = (value: unknown, what: string): Json => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused(400, `${what} is no object`);
  return value as Json;
};
export const text = (value: unknown, what: string): string => {
  if (typeof value !== 'string') throw new Refused(400, `${what} is no text`);
  return value;
};
export const texts = (value: unknown, what: string): readonly string[] => {
  if (!Array.isArray(value)) throw new Refused(400, `${what} is no list`);
  return value.map((each) => text(each, what));
};
export const bodyOf = (json: Json): Body => {
  const { mimeType, content } = object(json['body'], 'body');
  if (!MIME_TYPES.includes(text(mimeType, 'mimeType')))
    throw new Refused(400, `mimeType is ${MIME_TYPES.join(' or ')}`);
  return { mimeType: mimeType as string, content: text(content, 'content') };
};
export const membersIn = (users: unknown): readonly string[] => {
  if (users === undefined) return [];
  if (!Array.isArray(users)) throw new Refused(400, 'users are no list');
  return users.map((each) => {
    const { type, member } = object(each, 'user');
    if (type !== 'member') throw new Refused(400, 'A user is a member');
    return text(object(member, 'member')['organizationMemberId'], 'organizationMemberId');
  });
};
