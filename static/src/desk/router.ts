// The pages of the office, and who is let in.
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { useSession } from './composables/useSession'
import type { Right } from './domain/roles'

declare module 'vue-router' {
  /** `right`: what it takes to see the page; others are told so in its place. */
  interface RouteMeta { title: string, open?: boolean, right?: Right }
}

export const router = createRouter({
  history: createWebHistory('/desk/'),
  routes: [
    { path: '/sign-in', component: () => import('./pages/SignInPage.vue'), meta: { title: '登录', open: true } },
    { path: '/phone-only', component: () => import('./pages/PhoneOnlyPage.vue'), meta: { title: '请用手机端' } },
    { path: '/', component: () => import('./pages/OverviewPage.vue'), meta: { title: '总览' } },
    { path: '/wall', component: () => import('./pages/WallPage.vue'), meta: { title: '挂图' } },
    { path: '/pace', component: () => import('./pages/PacePage.vue'), meta: { title: '进度' } },
    { path: '/lessons', component: () => import('./pages/LessonsPage.vue'), meta: { title: '知晓率' } },
    { path: '/case-figures', component: () => import('./pages/CaseFiguresPage.vue'), meta: { title: '案件统计', right: 'cases' } },
    { path: '/campaign', component: () => import('./pages/CampaignPage.vue'), meta: { title: '行动' } },
    { path: '/notices', component: () => import('./pages/NoticesPage.vue'), meta: { title: '告知单' } },
    { path: '/doors', component: () => import('./pages/DoorsPage.vue'), meta: { title: '名单' } },
    { path: '/doors/:id', component: () => import('./pages/DoorPage.vue'), meta: { title: '住户' } },
    { path: '/exclusions', component: () => import('./pages/ExclusionsPage.vue'), meta: { title: '剔除审批' } },
    { path: '/proposals', component: () => import('./pages/ProposalsPage.vue'), meta: { title: '名册核实' } },
    { path: '/denominator', component: () => import('./pages/DenominatorPage.vue'), meta: { title: '应访户构成' } },
    { path: '/aside', component: () => import('./pages/AsidePage.vue'), meta: { title: '待核对' } },
    { path: '/paper-slips', component: () => import('./pages/PaperSlipsPage.vue'), meta: { title: '纸质告知单', right: 'office' } },
    { path: '/aside/:id', component: () => import('./pages/AsideItemPage.vue'), meta: { title: '核对走访' } },
    { path: '/grades', component: () => import('./pages/GradesPage.vue'), meta: { title: '可信度', right: 'grades' } },
    { path: '/devices', component: () => import('./pages/DevicesPage.vue'), meta: { title: '手机' } },
    { path: '/rosters', component: () => import('./pages/RostersPage.vue'), meta: { title: '名册导入' } },
    { path: '/rosters/:id', component: () => import('./pages/RosterPage.vue'), meta: { title: '核对名册' } },
    { path: '/grids', component: () => import('./pages/GridsPage.vue'), meta: { title: '网格' } },
    { path: '/second-step', component: () => import('./pages/SecondStepPage.vue'), meta: { title: '绑定验证器' } },
    { path: '/me', component: () => import('./pages/MyAccountPage.vue'), meta: { title: '我的登录' } },
    { path: '/accounts', component: () => import('./pages/AccountsPage.vue'), meta: { title: '账号', right: 'accounts' } },
    { path: '/ledgers', component: () => import('./pages/LedgersPage.vue'), meta: { title: '台账与通报' } },
    { path: '/cases', component: () => import('./pages/CasesPage.vue'), meta: { title: '案件', right: 'cases' } },
    { path: '/cases/:id', component: () => import('./pages/CasePage.vue'), meta: { title: '案件', right: 'cases' } },
    { path: '/case-files', component: () => import('./pages/CaseFilesPage.vue'), meta: { title: '导入案件表格', right: 'cases' } },
    { path: '/case-files/:id', component: () => import('./pages/CaseFilePage.vue'), meta: { title: '核对案件表格', right: 'cases' } },
    { path: '/checks', component: () => import('./pages/ChecksPage.vue'), meta: { title: '抽查', right: 'checks' } },
    { path: '/checks/:id', component: () => import('./pages/CheckPage.vue'), meta: { title: '抽查', right: 'checks' } },
    { path: '/exports', component: () => import('./pages/ExportsPage.vue'), meta: { title: '导出' } },
    { path: '/roots', component: () => import('./pages/RootsPage.vue'), meta: { title: '每日总账', right: 'office' } },
    { path: '/forgettings', component: () => import('./pages/ForgettingsPage.vue'), meta: { title: '依规删除', right: 'forget' } },
    { path: '/forgettings/:id', component: () => import('./pages/ForgettingPage.vue'), meta: { title: '依规删除', right: 'forget' } },
    { path: '/audit', component: () => import('./pages/AuditPage.vue'), meta: { title: '审计', right: 'watch' } },
    { path: '/:rest(.*)*', component: () => import('./pages/NotFoundPage.vue'), meta: { title: '没有这个页面' } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const { restore, needsSecondStep, needsCode } = useSession()
  const user = await restore()
  if (!user || needsCode.value) return signInFirst(to)
  // Until the second step is set up the server answers nothing else; afterwards there is nothing to set up.
  if (needsSecondStep.value !== (to.path === '/second-step')) return needsSecondStep.value ? '/second-step' : '/'
  if (user.role === 'worker' && to.path !== '/phone-only') return '/phone-only'
  return true
})

router.afterEach((to) => {
  document.title = `${to.meta.title} · 敲门`
})

function signInFirst(to: RouteLocationNormalized) {
  return { path: '/sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
}
