/** Compiles WebAssembly that is given in base 64, once, when it is first asked for; undefined where the host cannot run it. */
export function wasmModule(base64: string): () => WebAssembly.Module | undefined {
  let compiled: WebAssembly.Module | null | undefined;
  return () => {
    if (compiled === undefined) {
      try {
        compiled = new WebAssembly.Module(Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0)));
      } catch {
        compiled = null;
      }
    }
    return compiled ?? undefined;
  };
}
