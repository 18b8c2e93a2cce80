import { Module } from '@nestjs/common'
import { ErrandsModule } from '../errands/errands.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { MediationsController } from './mediations.controller.ts'
import { MediationsRepository } from './mediations.repository.ts'
import { MediationsService } from './mediations.service.ts'

@Module({
  imports: [ErrandsModule, ReleaseModule],
  controllers: [MediationsController],
  providers: [MediationsRepository, MediationsService],
  exports: [MediationsService],
})
export class MediationsModule {}
