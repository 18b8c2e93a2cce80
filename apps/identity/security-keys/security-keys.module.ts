import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { PeopleModule } from '../people/people.module.ts'
import { SecurityKeysController } from './security-keys.controller.ts'
import { SecurityKeysRepository } from './security-keys.repository.ts'
import { SecurityKeysService } from './security-keys.service.ts'

@Module({
  imports: [ActsModule, PeopleModule],
  controllers: [SecurityKeysController],
  providers: [SecurityKeysRepository, SecurityKeysService],
  exports: [SecurityKeysService],
})
export class SecurityKeysModule {}
