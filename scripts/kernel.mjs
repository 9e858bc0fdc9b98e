// npm run kernel: compiles kernel/ to WebAssembly and writes it, as text, where the EVTX reader takes it from.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './set-up.mjs';

/** Where the compiled kernel stands, from the root on. */
export const KERNEL_CODE = 'src/formats/evtx/fast/kernel-code.ts';

/** The module that holds the compiled kernel. Throws with the compiler's own words where the source is wrong. */
export async function compiledKernel() {
  const { default: asc } = await import('assemblyscript/asc');
  const options = [
    ...['--runtime', 'stub', '--noAssert', '-O3', '--importMemory', '--use', 'abort=', '--enable', 'simd'],
    // What the kernel has for itself stands before the tables of layout.ts.
    ...['--memoryBase', '64', '--outFile', 'kernel.wasm'],
  ];
  let code = new Uint8Array();
  const { error, stderr } = await asc.main(['kernel/evtx.ts', ...options, '--baseDir', root], {
    writeFile: (_name, contents) => {
      code = contents;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const text = Buffer.from(code).toString('base64');
  return `/** The kernel in \`kernel/\`, compiled by \`npm run kernel\`: WebAssembly in base 64. */\nexport const KERNEL_CODE =\n  '${text}';\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureInstalled();
  writeFileSync(join(root, KERNEL_CODE), await compiledKernel());
}
