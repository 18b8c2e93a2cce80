import type { Type } from '@nestjs/common'
import type { Service } from '@contactpoint/contracts'
import type { StorePlan } from '@contactpoint/mongo'
import type { ServiceConfig } from '@contactpoint/runtime'

/** All that makes one service different from another. */
export interface ServicePlan<Config extends ServiceConfig = ServiceConfig> {
  /** Its name on the bus, of its database and of its user there. */
  name: Exclude<Service, 'gateway' | 'console'>
  /** Its settings; features have them injected by this class. */
  config: new () => Config
  /** Imports its features. */
  module: Type
  /** What it keeps. */
  store: StorePlan
}
