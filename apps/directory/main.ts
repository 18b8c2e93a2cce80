import 'reflect-metadata'
import { runService } from '@contactpoint/service'
import { directory } from './app.module.ts'

await runService(directory)
