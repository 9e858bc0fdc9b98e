export const KERNELS: readonly { readonly name: string; readonly code: string }[];
export function compiledKernel(name: string): Promise<string>;
