import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

// Nobody opts out in a file (noInlineConfig): a rule that should not hold somewhere says so here, with the reason.
// What needs types is in .oxlintrc.json.

const BANNED_SUFFIX = '/(Manager|Helper|Util|Utils|Processor)s?$/'

const bannedNames = [
  {
    selector: `:matches(ClassDeclaration, ClassExpression, TSInterfaceDeclaration, TSTypeAliasDeclaration, TSEnumDeclaration, FunctionDeclaration) > Identifier.id[name=${BANNED_SUFFIX}]`,
    message: 'Manager, Helper, Util and Processor say nothing: name the thing in the words of the field.',
  },
  {
    selector: 'TSInterfaceDeclaration > Identifier.id[name=/^I[A-Z][a-z]/]',
    message: 'No I prefix: an interface is named after what it is.',
  },
  {
    selector:
      ':matches(TSEnumDeclaration, TSTypeAliasDeclaration, ClassDeclaration, TSInterfaceDeclaration) > Identifier.id[name=/Enum$/]',
    message: 'No Enum suffix: name the thing, not its kind.',
  },
]

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: then a thing is called the same everywhere.',
}

const classInjected = {
  selector: "Decorator[expression.callee.name='Inject'] > CallExpression > Identifier.arguments[name=/^[A-Z][a-z]/]",
  message: 'A class is injected by its type: @Inject is for tokens.',
}

const unheardAnswer = {
  selector: "ExpressionStatement > AwaitExpression > CallExpression[callee.name='until']",
  message: 'Nobody hears whether it came: look at the answer of until, or wait with eventually, which throws.',
}

/** Rules decide from what they are given: the same question has the same answer, today and in a test. */
const chance = [
  {
    selector:
      "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='today'][arguments.length=0]",
    message: 'Rules read no clock: take the time as an argument.',
  },
  {
    selector:
      "MemberExpression[object.name='Date'][property.name='now'], MemberExpression[object.name='performance'], MemberExpression[object.name='process'][property.name='hrtime']",
    message: 'Rules read no clock: take the time as an argument.',
  },
  {
    selector:
      "ImportDeclaration[source.value=/crypto$/] > ImportSpecifier[imported.name=/^(random|getRandom|webcrypto)/], MemberExpression[object.name='Math'][property.name='random'], MemberExpression[object.name='crypto'][property.name=/^(random|getRandom)/]",
    message: 'Rules draw no random numbers: take them, or the id, as an argument.',
  },
]

const environment = [
  { object: 'process', property: 'env', message: 'Only libs/runtime reads process.env: add a setting to the config.' },
]

const environmentImport = {
  paths: ['node:process', 'process'].map((name) => ({
    name,
    importNames: ['env'],
    message: 'Only libs/runtime reads process.env: add a setting to the config.',
  })),
}

/** Things a program may have by mistake. What the type check finds already is not here. */
const mistakes = {
  'array-callback-return': 'error',
  'default-case-last': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-async-promise-executor': 'error',
  'no-cond-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-debugger': 'error',
  'no-dupe-else-if': 'error',
  'no-dupe-keys': 'error',
  'no-duplicate-case': 'error',
  'no-empty': 'error',
  'no-eval': 'error',
  'no-fallthrough': 'error',
  'no-implied-eval': 'error',
  'no-loss-of-precision': 'error',
  'no-new-wrappers': 'error',
  'no-param-reassign': 'error',
  'no-prototype-builtins': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-catch': 'error',
  'no-useless-escape': 'error',
  'no-useless-rename': 'error',
  'no-useless-return': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
}

const TODO = /\b(TODO|FIXME|XXX)\b(?!\s*\(?#\d+)/

const todoNeedsAnIssue = {
  meta: { type: 'suggestion', schema: [] },
  create: ({ report, sourceCode }) => ({
    Program: () => {
      for (const comment of sourceCode.getAllComments()) {
        const found = TODO.exec(comment.value)
        if (found) report({ loc: comment.loc, message: `${found[1]} without an issue: write ${found[1]} #<number>.` })
      }
    },
  }),
}

/** The linter of .oxlintrc.json obeys such comments and cannot be told not to. */
const OPTING_OUT = /\b(eslint|oxlint)-(disable|enable)/

const noOptingOut = {
  meta: { type: 'suggestion', schema: [] },
  create: ({ report, sourceCode }) => ({
    Program: () => {
      for (const comment of sourceCode.getAllComments())
        if (OPTING_OUT.test(comment.value))
          report({ loc: comment.loc, message: 'Nobody opts out of a rule in a file: say so in the config.' })
    },
  }),
}

const addressesInContracts = {
  meta: { type: 'suggestion', schema: [] },
  create: ({ report }) => {
    const look = (node, text) => {
      // `contactpoint/v1` begins what the audit log hashes: published, and no address.
      if (/(?<!contactpoint)\/v1\b/.test(text))
        report({ node, message: 'An address of the API: take it from its route in libs/contracts/api.' })
    }
    return {
      Literal: (node) => typeof node.value === 'string' && look(node, node.value),
      TemplateElement: (node) => look(node, node.value.raw),
    }
  },
}

export default defineConfig(
  { ignores: ['**/dist/', '**/node_modules/', '.run/', '.cache/', '.nx/', 'coverage/'] },
  {
    name: 'contactpoint/everywhere',
    files: ['**/*.ts', '**/*.mjs', '**/*.cjs'],
    linterOptions: { noInlineConfig: true },
    plugins: {
      contactpoint: {
        rules: {
          'todo-needs-an-issue': todoNeedsAnIssue,
          'addresses-in-contracts': addressesInContracts,
          'no-opting-out': noOptingOut,
        },
      },
    },
    rules: {
      ...mistakes,
      'contactpoint/todo-needs-an-issue': 'error',
      'contactpoint/addresses-in-contracts': 'error',
      'contactpoint/no-opting-out': 'error',
      'no-restricted-imports': ['error', environmentImport],
      'no-restricted-properties': ['error', ...environment],
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: false, skipComments: false, IIFEs: true }],
    },
  },
  {
    name: 'contactpoint/typescript',
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-nocheck': true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...bannedNames, defaultExport, classInjected, unheardAnswer],
    },
  },
  {
    name: 'contactpoint/rules-are-given-clock-and-chance',
    files: ['**/*.rules.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...bannedNames, defaultExport, classInjected, unheardAnswer, ...chance],
    },
  },
  {
    // Traces go to a collector, which has an address of that kind too.
    name: 'contactpoint/where-addresses-stand',
    files: ['libs/contracts/api/*.ts', 'libs/runtime/tracing.ts'],
    rules: { 'contactpoint/addresses-in-contracts': 'off' },
  },
  {
    // The scripts run before anything is installed, so they cannot go through libs/runtime; nor can a tool's config.
    name: 'contactpoint/only-the-runtime-reads-the-environment',
    files: ['libs/runtime/**/*.ts', 'libs/stack/bin/*.mjs', 'libs/testing/bin/*.mjs', '*.mjs', '*.cjs'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    name: 'contactpoint/what-speaks-to-a-person-at-a-terminal',
    files: ['apps/console/**/*.ts', 'libs/runtime/run-once.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // A describe block holds all the tests of its subject.
    name: 'contactpoint/specs',
    files: ['**/*.spec.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // The type check does not read these.
    name: 'contactpoint/scripts',
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['AbortSignal', 'console', 'fetch', 'module', 'performance', 'process', 'setTimeout', 'URL'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
)
