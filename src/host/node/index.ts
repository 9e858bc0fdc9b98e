export { inputsAt, PathError } from './inputs.ts';
export { isPackageFolder, packageFolder, packageFolders, shippedDetectionsFolder } from './packages.ts';
export { reasonOf } from './reason.ts';
export { recordingsUnder } from './recordings.ts';
export { temporarySpillStore } from './spill-store.ts';
export { serveThread, startThreads } from './threads.ts';
