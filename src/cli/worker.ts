import { serveThread } from '../host/node/threads.ts';

serveThread();
