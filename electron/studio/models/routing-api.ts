/** Owns the router's switches: the order of its rules, and what it learned from kept and rejected pictures. */
import { StudioError } from '../../../shared/errors.ts';
import type { LearnedRouting, RoutingRuleView } from '../../../shared/views.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { orderedRules } from '../routing/routing-rules.ts';
import { readSettings, writeSettings } from '../settings/settings-store.ts';
import { countPicks } from './pick-store.ts';

type RoutingProcedures = Pick<
  Procedures,
  'routing.rules' | 'routing.setRules' | 'routing.learned' | 'routing.setLearning' | 'routing.forget'
>;

export function routingProcedures(context: StudioContext): RoutingProcedures {
  const { db, clock } = context;
  return {
    'routing.rules': () => listRules(context),
    'routing.setRules': ({ rules }) => {
      const known = new Set(orderedRules([]).map((rule) => rule.name));
      const stranger = rules.find((rule) => !known.has(rule.name));
      if (stranger) throw new StudioError('bad-request', `There is no routing rule "${stranger.name}".`);
      writeSettings(db, { routingRules: rules });
      return listRules(context);
    },
    'routing.learned': () => learned(context),
    'routing.setLearning': ({ isOn }) => {
      writeSettings(db, { isLearning: isOn });
      return learned(context);
    },
    'routing.forget': () => {
      writeSettings(db, { learnedSinceMs: clock.now() + 1 });
      return learned(context);
    },
  };
}

/** In the order they decide; those that are off stand where they would decide. */
function listRules(context: StudioContext): RoutingRuleView[] {
  const settings = readSettings(context.db).routingRules;
  const isOff = new Set(settings.filter((rule) => !rule.isOn).map((rule) => rule.name));
  const all = orderedRules(settings.map((rule) => ({ ...rule, isOn: true })));
  return all.map((rule) => ({ name: rule.name, label: rule.label, isOn: !isOff.has(rule.name) }));
}

function learned(context: StudioContext): LearnedRouting {
  const settings = readSettings(context.db);
  const picks = countPicks(context.db, settings.learnedSinceMs);
  return {
    isOn: settings.isLearning,
    decisions: picks.reduce((sum, pick) => sum + pick.kept + pick.rejected, 0),
    picks: picks.map(({ kind, modelId, modelLabel, kept, rejected }) => ({
      kind,
      modelId,
      modelLabel,
      kept,
      rejected,
    })),
  };
}
