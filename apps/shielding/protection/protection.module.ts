import { Module } from '@nestjs/common'
import { MergesService } from './merges.service.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { ProtectionService } from './protection.service.ts'
import { ShieldsRepository } from './shields.repository.ts'
import { StagesService } from './stages.service.ts'

@Module({
  providers: [MergesService, ProtectionRepository, ProtectionService, ShieldsRepository, StagesService],
  exports: [MergesService, ProtectionService, StagesService],
})
export class ProtectionModule {}
