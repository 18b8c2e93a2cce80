import { Module } from '@nestjs/common'
import { AuthoritiesRepository } from './authorities.repository.ts'
import { AuthoritiesService } from './authorities.service.ts'

@Module({ providers: [AuthoritiesRepository, AuthoritiesService], exports: [AuthoritiesService] })
export class AuthoritiesModule {}
