// node ../../libs/runtime/bin/bundle.mjs ENTRY... in an app's folder, after swc: puts all that an entry of its dist imports into
// the entry's own file. A process then reads one file where it read a thousand, and is up after two thirds of the work.
import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** A binary; what finds files of its own; and class-transformer, whose inside the gateway reads by its path: one copy of it. */
const LEFT_OUT = ['@node-rs/argon2', 'class-transformer', 'nunjucks', 'swagger-ui-dist']

/** What Nest tries to load and does without. */
const OPTIONAL = [
  ...['@grpc/grpc-js', '@grpc/proto-loader', '@nestjs/websockets/*', 'amqp-connection-manager', 'amqplib'],
  ...['file-type', 'ioredis', 'kafkajs', 'mqtt'],
]

/**
 * CommonJS packages have `require`; the second is what `import.meta.filename` becomes. esbuild does not look in here when it names things apart, so
 * that these are names that nobody else has.
 */
const BANNER = `import { createRequire as __bundleRequireFrom } from 'node:module'
import { fileURLToPath as __bundlePathOf } from 'node:url'
const require = __bundleRequireFrom(import.meta.url)`

/** Says that the rest of a file stands nowhere else, so that the map is of our files only: it is read at each start. */
const NO_MAP = `\n//# sourceMappingURL=data:application/json,${encodeURIComponent(
  JSON.stringify({ version: 3, sources: [''], mappings: 'AAAA' }),
)}`

const dist = join(process.cwd(), 'dist')
for (const entry of process.argv.slice(2)) await bundle(join(dist, `${entry}.js`))

async function bundle(file) {
  await build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // Nothing but what Node itself would choose, so that no package comes in another form than in a test.
    conditions: [],
    // Nest and our logs call classes by their names.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    external: [...LEFT_OUT, ...OPTIONAL],
    banner: { js: BANNER },
    plugins: [ownPlaces(dirname(file)), namesOfMongoose()],
    logLevel: 'warning',
  })
}

/** Each module goes on finding what lies beside it: `import.meta` says where it was, not where the bundle is. */
function ownPlaces(folder) {
  return {
    name: 'own places',
    setup({ onLoad }) {
      onLoad({ filter: /\.m?js$/, namespace: 'file' }, async ({ path }) => {
        const place = `new URL(${JSON.stringify(relative(folder, path))}, import.meta.url)`
        const said = { url: `${place}.href`, filename: `__bundlePathOf(${place})` }
        const text = await readFile(path, 'utf8')
        const contents = text.replace(/import\.meta\.(url|filename)\b/g, (_, what) => said[what])
        return { contents: path.includes('node_modules') ? contents + NO_MAP : contents }
      })
    },
  }
}

/** `import *` of mongoose is an object of names, as in Node. esbuild's would have its class, and be taken for an instance. */
function namesOfMongoose() {
  return {
    name: 'names of mongoose',
    setup({ onLoad, onResolve, resolve }) {
      onResolve({ filter: /^mongoose$/ }, async ({ kind, resolveDir }) => {
        if (kind !== 'import-statement') return undefined
        const { path } = await resolve('mongoose', { kind: 'require-call', resolveDir })
        return { path, namespace: 'names' }
      })
      onLoad({ filter: /./, namespace: 'names' }, ({ path }) => ({
        contents: `export * from ${JSON.stringify(path)}; export { default } from ${JSON.stringify(path)}`,
        resolveDir: dirname(path),
      }))
    },
  }
}
