import { Module } from '@nestjs/common'
import { ActsService } from './acts.service.ts'

@Module({ providers: [ActsService], exports: [ActsService] })
export class ActsModule {}
