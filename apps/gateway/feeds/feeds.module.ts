import { Module } from '@nestjs/common'
import { FeedsController } from './feeds.controller.ts'
import { FeedsService } from './feeds.service.ts'

@Module({ controllers: [FeedsController], providers: [FeedsService] })
export class FeedsModule {}
