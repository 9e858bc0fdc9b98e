export const testCommand = undefined as never;
