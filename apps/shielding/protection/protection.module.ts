import { Module } from '@nestjs/common'
import { ProtectionRepository } from './protection.repository.ts'
import { ProtectionService } from './protection.service.ts'

@Module({ providers: [ProtectionRepository, ProtectionService], exports: [ProtectionService] })
export class ProtectionModule {}
