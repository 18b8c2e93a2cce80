import { Module } from '@nestjs/common'
import { PolicyRepository } from './policy.repository.ts'
import { PolicyService } from './policy.service.ts'
import { VersionsService } from './versions.service.ts'

@Module({ providers: [PolicyRepository, PolicyService, VersionsService], exports: [PolicyService, VersionsService] })
export class PolicyModule {}
