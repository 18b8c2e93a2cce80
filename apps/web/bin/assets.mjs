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
await build({
  entryPoints: [join(app, 'assets', 'page.js')],
  outfile: join(assets, 'page.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
})
const { css } = compile(join(app, 'assets', 'styles.scss'), {
  style: 'compressed',
  quietDeps: true,
  loadPaths: [join(govuk, '..', '..', '..')],
  importers: [new NodePackageImporter()],
})
await writeFile(join(assets, 'styles.css'), css)
