export { ByteCache, userCacheFolder } from './byte-cache.ts';
export { inputsAt, PathError } from './inputs.ts';
export { endPipes } from './live-pipes.ts';
export { makeFolder } from './make-folder.ts';
export { isPackageFolder, packageFolder, packageFolders, shippedDetectionsFolder } from './packages.ts';
export { reasonOf } from './reason.ts';
export { recordingsUnder } from './recordings.ts';
export { SpillError, temporarySpillStore } from './spill-store.ts';
export { serveThread, threadPool } from './threads.ts';
