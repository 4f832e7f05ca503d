// Every page of the phone, and where "back" leads from it.
import { type RouteRecordRaw, createRouter, createWebHistory } from 'vue-router'
import BlockPage from './pages/BlockPage.vue'
import CheckPage from './pages/CheckPage.vue'
import ChecksPage from './pages/ChecksPage.vue'
import DoorPage from './pages/DoorPage.vue'
import DoorsPage from './pages/DoorsPage.vue'
import EnrolPage from './pages/EnrolPage.vue'
import ExclusionPage from './pages/ExclusionPage.vue'
import GradesPage from './pages/GradesPage.vue'
import MapPage from './pages/MapPage.vue'
import MePage from './pages/MePage.vue'
import NewDoorPage from './pages/NewDoorPage.vue'
import OutboxPage from './pages/OutboxPage.vue'
import ScanPage from './pages/ScanPage.vue'
import SignInPage from './pages/SignInPage.vue'
import VisitPage from './pages/VisitPage.vue'

/** What the frame around a page must know of it. */
export interface PageMeta {
  title: string
  /** Shown with the tabs at the bottom; other pages have a way back instead. */
  tab?: boolean
  /** Somebody may be writing here: no new version is offered and no notice shown over it. */
  form?: boolean
  /** Where such a page leads back to, where that is no door. */
  from?: string
  /** Open to whoever has not signed in yet, and without the frame. */
  open?: boolean
}

// Imported eagerly: a page fetched on first use would be missing exactly when there is no network.
const routes: (RouteRecordRaw & { meta?: PageMeta })[] = [
  { path: '/', redirect: '/doors' },
  { path: '/sign-in', component: SignInPage, meta: { title: '登录', open: true } },
  { path: '/enrol', component: EnrolPage, meta: { title: '绑定手机', open: true } },
  { path: '/doors', component: DoorsPage, meta: { title: '走访', tab: true } },
  { path: '/doors/new', component: NewDoorPage, meta: { title: '名册上没有这户', form: true } },
  { path: '/doors/:id', component: DoorPage, props: true, meta: { title: '住户' } },
  { path: '/doors/:id/block', component: BlockPage, props: true, meta: { title: '同楼同街' } },
  { path: '/doors/:id/visit/:outcome', component: VisitPage, props: true, meta: { title: '登记走访', form: true } },
  { path: '/doors/:id/exclusion', component: ExclusionPage, props: true, meta: { title: '申请剔除', form: true } },
  { path: '/checks', component: ChecksPage, meta: { title: '抽查' } },
  { path: '/checks/:id', component: CheckPage, props: true, meta: { title: '抽查', form: true, from: '/checks' } },
  { path: '/scan/:id?', component: ScanPage, props: true, meta: { title: '扫门牌' } },
  { path: '/map', component: MapPage, meta: { title: '地图' } },
  { path: '/outbox', component: OutboxPage, meta: { title: '记录', tab: true } },
  { path: '/me', component: MePage, meta: { title: '我的', tab: true } },
  { path: '/me/grades', component: GradesPage, meta: { title: '我的走访等级' } },
  { path: '/:rest(.*)*', redirect: '/doors' },
]

/** The router; everything but signing in and enrolling needs an account on this phone. */
export function createPhoneRouter(isSignedIn: () => boolean) {
  const router = createRouter({
    history: createWebHistory('/phone/'),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach((to) => (to.meta.open || isSignedIn() ? true : '/sign-in'))
  return router
}
