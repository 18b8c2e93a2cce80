import { join } from 'node:path'
import { goOn, prepare, root } from './prepare.mjs'

prepare()
goOn([join(root, 'apps', 'console', 'dist', 'main.js'), ...process.argv.slice(2)])
