import { Module } from '@nestjs/common'
import { ErrandsModule } from '../errands/errands.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ShieldsController } from './shields.controller.ts'
import { ShieldsService } from './shields.service.ts'

@Module({ imports: [ErrandsModule, ProtectionModule], controllers: [ShieldsController], providers: [ShieldsService] })
export class ShieldsModule {}
