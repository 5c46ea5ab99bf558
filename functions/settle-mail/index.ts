import { container } from '../runtime/settle-mail.ts';
import { createHandler } from './settle-mail.ts';

export const handler = createHandler(container());
