import { Module } from '@nestjs/common'
import { ErrandsModule } from '../errands/errands.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { MergingService } from './merging.service.ts'

@Module({ imports: [ErrandsModule, ProtectionModule], providers: [MergingService], exports: [MergingService] })
export class MergingModule {}
