import { Module } from '@nestjs/common'
import { PlacesModule } from '../places/places.module.ts'
import { InvolvementsRepository } from './involvements.repository.ts'
import { ShownInvolvementsService } from './shown-involvements.service.ts'

@Module({
  imports: [PlacesModule],
  providers: [InvolvementsRepository, ShownInvolvementsService],
  exports: [InvolvementsRepository, ShownInvolvementsService],
})
export class ShownInvolvementsModule {}
