import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { SessionsController } from './sessions.controller.ts'
import { SessionsRepository } from './sessions.repository.ts'
import { sessionSchema, signingKeySchema } from './sessions.schema.ts'
import { SessionsService } from './sessions.service.ts'
import { TokensService } from './tokens.service.ts'

@Module({
  imports: [
    AuthenticatorsModule,
    PeopleModule,
    MongooseModule.forFeature([
      { name: 'Session', schema: sessionSchema, collection: 'sessions' },
      { name: 'SigningKey', schema: signingKeySchema, collection: 'signing_keys' },
    ]),
  ],
  controllers: [SessionsController],
  providers: [SessionsRepository, SessionsService, TokensService],
  exports: [TokensService],
})
export class SessionsModule {}
