export const tourCommand = undefined as never;
