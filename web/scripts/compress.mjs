// Packs each file of the build next to itself (.br, .gz), where that makes it smaller: the server picks one by
// Accept-Encoding and never has to compress anything itself.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
const WORTH_PACKING = /\.(css|html|js|json|svg)$/;
const SMALLEST = 1024;

const pack = [
  [
    ".br",
    (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  ],
  [".gz", (bytes) => promisify(gzip)(bytes, { level: 9 })],
];

async function compress(name) {
  const bytes = await readFile(new URL(name, DIST));
  if (bytes.length < SMALLEST) return;
  for (const [suffix, smaller] of pack) {
    const packed = await smaller(bytes);
    if (packed.length < bytes.length) await writeFile(new URL(name + suffix, DIST), packed);
  }
}

const names = await readdir(DIST, { recursive: true });
await Promise.all(names.filter((name) => WORTH_PACKING.test(name)).map(compress));
