export const KERNEL_CODE: string;
export function compiledKernel(): Promise<string>;
