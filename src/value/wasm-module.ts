/** Compiles WebAssembly that is given in base 64, once, when it is first asked for; undefined where the host cannot run it. */
export function wasmModule(base64: string): () => WebAssembly.Module | undefined {
  let compiled: WebAssembly.Module | null | undefined;
  return () => {
    if (compiled === undefined) {
      try {
        const text = atob(base64);
        const code = new Uint8Array(text.length);
        for (let i = 0; i < text.length; i++) code[i] = text.charCodeAt(i);
        compiled = new WebAssembly.Module(code);
      } catch {
        compiled = null;
      }
    }
    return compiled ?? undefined;
  };
}
