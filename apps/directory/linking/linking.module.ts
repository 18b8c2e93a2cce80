import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { PlacesModule } from '../places/places.module.ts'
import { RestrictionsModule } from '../restrictions/restrictions.module.ts'
import { LinkingController } from './linking.controller.ts'
import { LinkingRepository } from './linking.repository.ts'
import { LinkingService } from './linking.service.ts'
import { NewChildrenService } from './new-children.service.ts'

@Module({
  imports: [ChildrenModule, PlacesModule, RestrictionsModule],
  controllers: [LinkingController],
  providers: [LinkingRepository, LinkingService, NewChildrenService],
})
export class LinkingModule {}
