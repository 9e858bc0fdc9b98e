export const showCommand = undefined as never;
