// npm run kernel: compiles kernel/ to WebAssembly and writes it, as text, where the readers take it from.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './set-up.mjs';

/** Folders of `kernel/`, and where what is made of them stands, from the root on. */
export const KERNELS = [
  { name: 'evtx', code: 'src/formats/evtx/fast/kernel-code.ts' },
  { name: 'json', code: 'src/formats/json-fast/kernel-code.ts' },
];

/** The module that holds a compiled kernel. Throws with the compiler's own words where the source is wrong. */
export async function compiledKernel(name) {
  const { default: asc } = await import('assemblyscript/asc');
  const options = [
    ...['--runtime', 'stub', '--noAssert', '-O3', '--importMemory', '--use', 'abort=', '--enable', 'simd'],
    // A kernel has no data of its own; all places in the memory are those of its layout.ts.
    ...['--memoryBase', '0', '--exportTable', '--outFile', 'kernel.wasm'],
  ];
  let code = new Uint8Array();
  const { error, stderr } = await asc.main([`kernel/${name}/index.ts`, ...options, '--baseDir', root], {
    writeFile: (_name, contents) => {
      code = contents;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const text = Buffer.from(code).toString('base64');
  return `/** The kernel in \`kernel/${name}\`, compiled by \`npm run kernel\`: WebAssembly in base 64. */\nexport const KERNEL_CODE =\n  '${text}';\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureInstalled();
  for (const { name, code } of KERNELS) writeFileSync(join(root, code), await compiledKernel(name));
}
