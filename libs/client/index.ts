export { ContactPointClient, type ClientOptions, type FileToSend } from './client.ts'
export { NoAnswerError, ProblemError } from './errors.ts'
export { api } from '@contactpoint/contracts'
export { Tokens, type Granted } from './tokens.ts'
