// House rules of the apps: sizes, and who may import whom.
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

// What each folder of the phone may import of ours: no component can reach the network.
const PHONE = {
  pages: ['components', 'composables', 'domain'],
  components: ['components', 'domain'],
  composables: ['composables', 'local', 'sync', 'domain'],
  sync: ['sync', 'api', 'local', 'domain'],
  local: ['local', 'domain'],
  api: ['api', 'domain'],
  domain: ['domain'],
}
const DESK = {
  pages: ['components', 'composables', 'domain'],
  components: ['components', 'domain'],
  composables: ['composables', 'api', 'domain'],
  api: ['api', 'domain'],
  domain: ['domain'],
}
// The verification page stands alone: what anybody anywhere opens may hold nothing of the two apps.
const VERIFY = {
  page: ['reading', 'format'],
  reading: ['format'],
  format: [],
}

const APPS = ['phone', 'desk', 'verify']

function fences(app, table) {
  const folders = Object.keys(table)
  const others = {
    group: APPS.filter((one) => one !== app).map((one) => `**/${one}/**`),
    message: 'what two apps share is in src/shared.',
  }
  return folders.map((folder) => ({
    files: [`src/${app}/${folder}/**/*.{ts,vue}`],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: folders
          .filter((other) => !table[folder].includes(other))
          .filter((other) => other !== folder)
          .map((other) => ({
            group: [`**/${other}/*`, `../${other}`],
            message: `${folder} may not import ${other}; see CONTRIBUTING.md.`,
          }))
          .concat(others),
      }],
    },
  }))
}

export default [
  { ignores: ['dist', 'src/shared/schema.d.ts'] },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['**/*.{ts,vue}'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-params': ['error', 4],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['**/*.test.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  ...fences('phone', PHONE),
  ...fences('desk', DESK),
  ...fences('verify', VERIFY),
]
