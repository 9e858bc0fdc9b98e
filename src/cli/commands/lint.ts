export const lintCommand = undefined as never;
