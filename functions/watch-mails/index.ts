import { container } from '../runtime/watch-mails.ts';
import { createHandler } from './watch-mails.ts';

export const handler = createHandler(container());
