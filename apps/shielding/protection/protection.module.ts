import { Module } from '@nestjs/common'
import { MergesService } from './merges.service.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { ProtectionService } from './protection.service.ts'

@Module({
  providers: [MergesService, ProtectionRepository, ProtectionService],
  exports: [MergesService, ProtectionService],
})
export class ProtectionModule {}
