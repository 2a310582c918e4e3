import type { EntryContent } from '@karez/contract/catalog/content';
import { dayIn } from '@karez/kit/clock';
import { enterVersion } from './enter-version.ts';
import { enteringIn, type MovableNeeds, type SeededCity } from './seed-city.ts';

/** 主体业态 goes, and 许可状态 is given as a code of two letters from now on. */
function upgraded(content: EntryContent): EntryContent {
  const kept = content.items.filter(({ nameZh }) => nameZh !== '主体业态');
  const items = kept.map((item) =>
    item.nameZh === '许可状态' ? { ...item, lengthBytes: 2, meaning: '有效、注销、吊销、撤销分别以代码 01 至 04 表示。' } : item,
  );
  return { ...content, items };
}

/** The food-licence system is upgraded: a major version, of which the water bureau, which uses the entry, has yet to take note. */
export async function seedMajorVersion(needs: MovableNeeds, city: SeededCity): Promise<void> {
  await enterVersion(enteringIn(needs, city), {
    entryId: city.entries.get('food-licence') ?? '',
    department: 'scjg',
    reason: '食品经营许可系统升级：主体业态并入经营项目，许可状态改用代码。',
    changedOn: dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now()),
    change: upgraded,
  });
}
