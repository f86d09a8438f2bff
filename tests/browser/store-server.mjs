// A server with Zarr arrays for the tests of stores: what it serves is written here, and the first folder of a path says how it behaves.
//
// | folder | behaviour |
// | --- | --- |
// | `open` | allows all pages to read it |
// | `closed` | sends no CORS headers |
// | `flaky` | fails twice for each file, then answers |
// | `down` | always fails |
// | `cut` | sends half of each chunk |
// | `hanging` | never answers for chunks |
// | `forbidden` | answers 403 for chunks |

import { createServer } from "node:http";

/** Values 0, 1, 2, … of the arrays that are served. */
export const SHAPE = [4, 6];
const CHUNKS = [2, 3];

/** The bytes of each chunk, by the numbers of its place. */
function chunks() {
  const found = new Map();
  for (let row = 0; row < SHAPE[0]; row += CHUNKS[0]) {
    for (let column = 0; column < SHAPE[1]; column += CHUNKS[1]) {
      const values = Array.from({ length: CHUNKS[0] * CHUNKS[1] }, (_, idx) => (row + Math.floor(idx / CHUNKS[1])) * SHAPE[1] + column + (idx % CHUNKS[1]));
      found.set([row / CHUNKS[0], column / CHUNKS[1]], Buffer.from(Float64Array.from(values).buffer));
    }
  }
  return found;
}

const json = (value) => Buffer.from(JSON.stringify(value));

/** An array of version 2 or 3 as files: their paths below `name`, and their bytes. */
export function zarrFiles(name, version) {
  const files = new Map();
  const put = (path, bytes) => files.set(`${name}/${path}`, bytes);
  if (version === 2) {
    put(".zarray", json({ zarr_format: 2, shape: SHAPE, chunks: CHUNKS, dtype: "<f8", compressor: null, fill_value: 0, order: "C", filters: null }));
    put(".zattrs", json({ _ARRAY_DIMENSIONS: ["y", "x"] }));
    for (const [place, bytes] of chunks()) put(place.join("."), bytes);
    return files;
  }
  put(
    "zarr.json",
    json({
      zarr_format: 3,
      node_type: "array",
      shape: SHAPE,
      data_type: "float64",
      chunk_grid: { name: "regular", configuration: { chunk_shape: CHUNKS } },
      chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
      fill_value: 0,
      codecs: [{ name: "bytes", configuration: { endian: "little" } }],
      attributes: {},
      dimension_names: ["y", "x"],
    }),
  );
  for (const [place, bytes] of chunks()) put(`c/${place.join("/")}`, bytes);
  return files;
}

/** `v2.zarr` and `v3.zarr` in every folder of the table. */
export async function serveStores() {
  const files = new Map([...zarrFiles("v2.zarr", 2), ...zarrFiles("v3.zarr", 3)]);
  const asked = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const [, behaviour, ...rest] = pathname.split("/");
    const path = rest.join("/");
    const bytes = files.get(path);
    const isChunk = bytes !== undefined && !path.split("/").at(-1).match(/^\.z|\.json$/);
    const count = (asked.get(pathname) ?? 0) + 1;
    asked.set(pathname, count);
    const answer = (status, body) => {
      response.writeHead(status, behaviour === "closed" ? {} : { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" });
      response.end(body);
    };
    if (request.method === "OPTIONS") answer(204);
    else if (bytes === undefined) answer(404, "not found");
    else if (behaviour === "down" || (behaviour === "flaky" && count <= 2)) answer(500, "out of order");
    else if (behaviour === "cut" && isChunk) answer(200, bytes.subarray(0, bytes.length / 2));
    else if (behaviour === "forbidden" && isChunk) answer(403, "forbidden");
    else if (behaviour !== "hanging" || !isChunk) answer(200, bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
