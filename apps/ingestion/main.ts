import 'reflect-metadata'
import { runService } from '@contactpoint/service'
import { ingestion } from './app.module.ts'

await runService(ingestion)
