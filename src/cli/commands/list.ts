export const listCommand = undefined as never;
