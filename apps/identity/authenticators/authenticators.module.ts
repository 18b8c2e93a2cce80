import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { PeopleModule } from '../people/people.module.ts'
import { AuthenticatorsRepository } from './authenticators.repository.ts'
import { attemptsSchema, authenticatorSchema } from './authenticators.schema.ts'
import { AuthenticatorsService } from './authenticators.service.ts'
import { HashingService } from './hashing.service.ts'

@Module({
  imports: [
    PeopleModule,
    MongooseModule.forFeature([
      { name: 'Authenticator', schema: authenticatorSchema, collection: 'authenticators' },
      { name: 'Attempts', schema: attemptsSchema, collection: 'attempts' },
    ]),
  ],
  providers: [AuthenticatorsRepository, AuthenticatorsService, HashingService],
  exports: [AuthenticatorsService, HashingService],
})
export class AuthenticatorsModule {}
