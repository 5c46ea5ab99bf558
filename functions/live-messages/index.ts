import { container } from '../runtime/live-messages.ts';
import { createHandler } from './live-messages.ts';

export const handler = createHandler(container());
