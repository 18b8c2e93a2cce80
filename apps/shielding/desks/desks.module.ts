import { Module } from '@nestjs/common'
import { ProtectionModule } from '../protection/protection.module.ts'
import { DesksService } from './desks.service.ts'

@Module({ imports: [ProtectionModule], providers: [DesksService], exports: [DesksService] })
export class DesksModule {}
