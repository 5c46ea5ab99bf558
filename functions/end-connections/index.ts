import { container } from '../runtime/end-connections.ts';
import { createHandler } from './end-connections.ts';

export const handler = createHandler(container());
