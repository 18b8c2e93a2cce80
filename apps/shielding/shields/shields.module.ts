import { Module } from '@nestjs/common'
import { ShieldsController } from './shields.controller.ts'
import { ShieldsService } from './shields.service.ts'

@Module({ controllers: [ShieldsController], providers: [ShieldsService] })
export class ShieldsModule {}
