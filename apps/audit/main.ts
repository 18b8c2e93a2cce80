import 'reflect-metadata'
import { runService } from '@contactpoint/service'
import { audit } from './app.module.ts'

await runService(audit)
