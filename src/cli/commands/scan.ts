export const scanCommand = undefined as never;
