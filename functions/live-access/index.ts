import { container } from '../runtime/live-access.ts';
import { createHandler } from './live-access.ts';

export const handler = createHandler(container());
