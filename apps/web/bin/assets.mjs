// Run in the app's folder after swc: its templates, styles, script and icon go beside its code in dist.
import { build } from 'esbuild'
import { cp, glob, mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { compile, NodePackageImporter } from 'sass'

const app = process.cwd()
const dist = join(app, 'dist')
const govuk = join(
  dirname(createRequire(join(app, 'package.json')).resolve('govuk-frontend/package.json')),
  'dist',
  'govuk',
)
const assets = join(dist, 'assets')

for await (const template of glob('{layout,pages}/**/*.njk', { cwd: app })) {
  await mkdir(dirname(join(dist, template)), { recursive: true })
  await cp(join(app, template), join(dist, template))
}
// Code for browsers and this file were compiled as if they were the app's.
for (const folder of ['assets', 'bin']) await rm(join(dist, folder), { recursive: true, force: true })
await mkdir(assets, { recursive: true })
await cp(join(app, 'assets', 'favicon.svg'), join(assets, 'favicon.svg'))
const { metafile } = await build({
  // What every page has; and what checks a proof, by the same code as the console.
  entryPoints: ['page', 'proof'].map((name) => join(app, 'assets', `${name}.js`)),
  outdir: assets,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  metafile: true,
  // No browser has these: what needs them is to be left out with whatever nobody calls.
  external: ['node:*'],
})
const missing = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))
if (missing.length > 0) throw new Error(`Browsers have no ${missing.join(', ')}`)
const { css } = compile(join(app, 'assets', 'styles.scss'), {
  style: 'compressed',
  quietDeps: true,
  loadPaths: [join(govuk, '..', '..', '..')],
  importers: [new NodePackageImporter()],
})
await writeFile(join(assets, 'styles.css'), css)
