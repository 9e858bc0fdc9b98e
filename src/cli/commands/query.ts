export const queryCommand = undefined as never;
