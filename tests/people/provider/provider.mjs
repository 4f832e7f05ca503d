// A real OpenID Connect provider (oidc-provider, certified) for the tests: its sign-in page believes whoever is named there.
// node provider.mjs PORT REDIRECT_URI
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(new URL('../../../static/package.json', import.meta.url))
const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')))
const [port, redirectUri] = process.argv.slice(2)
const issuer = `http://127.0.0.1:${port}`

const provider = new Provider(issuer, {
  clients: [{ client_id: 'qiaomen', client_secret: 'a-secret-of-thirty-two-letters-xx', redirect_uris: [redirectUri] }],
  pkce: { required: () => true },
  claims: { openid: ['sub', 'acr', 'amr'], profile: ['preferred_username', 'name'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
  // Consent is the office's, given once for everybody.
  loadExistingGrant: async (context) => {
    const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId })
    grant.addOIDCScope('openid profile')
    await grant.save()
    return grant
  },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: `person-${id}`, preferred_username: id }) }),
})

const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>县统一认证</title>
<form method="post"><h1>县统一认证</h1><label>用户名 <input name="username"></label>
<label><input type="checkbox" name="mfa" value="1"> 已验证手机</label> <button>登录</button></form></html>`

provider.use(async (context, next) => {
  if (!context.path.startsWith('/sign-in/')) return next()
  if (context.method === 'GET') {
    context.type = 'html'
    context.body = page
    return
  }
  let sent = ''
  for await (const piece of context.req) sent += piece
  const said = new URLSearchParams(sent)
  if (said.get('username') === 'nobody') {
    const refused = { error: 'access_denied', error_description: 'refused' }
    return provider.interactionFinished(context.req, context.res, refused)
  }
  const login = { accountId: said.get('username'), amr: said.has('mfa') ? ['pwd', 'mfa'] : ['pwd'] }
  context.respond = false
  await provider.interactionFinished(context.req, context.res, { login })
})

provider.listen(Number(port), '127.0.0.1')
