export { provisionService } from './provision-service.ts'
export { runService, startService } from './run-service.ts'
export { ShellModule } from './shell.module.ts'
export type { ServicePlan } from './service-plan.ts'
