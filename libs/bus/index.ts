export { Bus } from './bus.ts'
export { together, type TogetherOptions } from './together.ts'
export { assertProvedLately } from './access.guard.ts'
export { BusModule } from './bus.module.ts'
export { BusServer, mayHear, type Answered } from './bus-server.ts'
export { connectBus, inboxPrefix, type BusOptions, type NatsConnection } from './connect.ts'
export { traceIn } from './headers.ts'
export {
  assertInTime,
  currentCall,
  leaveWithin,
  newTrace,
  ownCall,
  proveKey,
  withCall,
  DEFAULT_BUDGET_MS,
  type Call,
} from './call.ts'
export { Answers, Allow, AllowSignedIn, AskedBy, CurrentCaller, ALLOWED, ALLOW_ANY_ROLE, CONTRACT } from './answers.ts'
export { TokenVerifier, TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER, unauthenticated, type Caller } from './caller.ts'
export { tokenKeys, type TokenKeys } from './token-keys.ts'
export { VerifiedTokens } from './verified-tokens.ts'
export { checkAnswer, WrongAnswer } from './check-answer.ts'
export { checkShape, ShapePipe, type Strictness } from './shape.pipe.ts'
export { healthController, STORE_CHECK, WAITING, type StoreCheck, type Waiting } from './health.ts'
export { serve, type ServeOptions } from './serve.ts'
export { ifFound } from './if-found.ts'
