import 'reflect-metadata'
import { runService } from '@contactpoint/service'
import { shielding } from './app.module.ts'

await runService(shielding)
