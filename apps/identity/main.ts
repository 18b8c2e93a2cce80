import 'reflect-metadata'
import { runService } from '@contactpoint/service'
import { identity } from './app.module.ts'

await runService(identity)
