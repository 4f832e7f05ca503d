// Names each built script that is not written in what the oldest browsers can read: ES2021 is the newest that Chrome 87 and Safari 14 both read whole.
const { readFileSync, readdirSync } = require('node:fs')
const { join } = require('node:path')
const [, , modules, dist] = process.argv
const { parse } = require(join(modules, 'acorn'))

const scripts = readdirSync(dist, { recursive: true }).filter((name) => /\.m?js$/.test(name))
const wrong = scripts.flatMap((name) => {
  const text = readFileSync(join(dist, name), 'utf8')
  const sourceType = name.endsWith('sw.js') || name.includes('saved') ? 'script' : 'module'
  try {
    parse(text, { ecmaVersion: 2021, sourceType })
    return []
  } catch ({ message, pos }) {
    return [`${name}: ${message}: ${text.slice(Math.max(0, pos - 40), pos + 40)}`]
  }
})
console.log(JSON.stringify({ scripts: scripts.length, wrong }))
